/* Written so that even an old Node can read it and say the sentence. */
const wanted = { major: 20, minor: 19 }
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < wanted.major || (major === wanted.major && minor < wanted.minor)) {
  console.error(`Bedside needs Node ${wanted.major}.${wanted.minor} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
