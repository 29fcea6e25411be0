// Reads a heap snapshot with memlab and prints what it finds, one fact a line:
//   name<TAB>nodes<TAB>self bytes<TAB>retained bytes of its largest node     for each name
//   path<TAB>name > name > ...                                              to the node of an id
// Usage: node read.mjs <file> <node id>, where memlab's modules can be found.
import {createRequire} from 'node:module';

const require = createRequire(process.cwd() + '/');
const {getFullHeapFromFile} = require('@memlab/heap-analysis');

const [file, id] = process.argv.slice(2);
const heap = await getFullHeapFromFile(file);

const facts = new Map();
heap.nodes.forEach(node => {
  const known = facts.get(node.name) ?? {nodes: 0, self: 0, retained: 0};
  known.nodes++;
  known.self += node.self_size;
  known.retained = Math.max(known.retained, node.retainedSize);
  facts.set(node.name, known);
});
for (const [name, fact] of facts) {
  console.log([name, fact.nodes, fact.self, fact.retained].join('\t'));
}

const names = [];
for (let node = heap.getNodeById(Number(id)); node; node = node.pathEdge?.fromNode) {
  names.unshift(node.name);
}
console.log('path\t' + names.join(' > '));
