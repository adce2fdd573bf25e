// Imported first, for its effect: everything else may then use what Node 20.19 has.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Hark needs Node 20.19 or newer, and this is Node ${process.versions.node}. Nothing was started.`,
  );
  process.exit(1);
}
