import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** Serves MongoDB's protocol from a file, for tests: {@code java -cp 'lib/*' Launcher.java PORT FILE}. Ends with its standard input. */
class Launcher {
    /** The server's own newest version announces wire version 8, and today's drivers talk to nothing below 9. */
    static class AnnouncedVersion implements MongoVersion {
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        public int getWireVersion() {
            return 13;
        }
    }

    public static void main(String[] args) throws Exception {
        var server = new MongoServer(new H2Backend(args[1]).version(new AnnouncedVersion()));
        server.bind("127.0.0.1", Integer.parseInt(args[0]));
        System.out.println("listening " + server.getLocalAddress().getPort());
        while (System.in.read() >= 0) {
            // Whoever started this holds the other end, and this must not outlive them.
        }
        server.shutdownNow();
    }
}
