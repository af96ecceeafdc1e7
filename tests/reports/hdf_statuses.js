// Prints the number of controls in each status that Heimdall gives them, of each HDF file named as an argument.
'use strict';
const fs = require('fs');
const { convertFileContextual } = require('inspecjs');

const counts = {};
for (const path of process.argv.slice(2)) {
  const evaluation = convertFileContextual(fs.readFileSync(path, 'utf8'));
  const found = (counts[path] = {});
  for (const profile of evaluation.contains) {
    for (const control of profile.contains) {
      const status = control.root.hdf.status;
      found[status] = (found[status] || 0) + 1;
    }
  }
}
console.log(JSON.stringify(counts));
