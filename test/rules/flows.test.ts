import { testPack } from '../support/rule-pack.js';

await testPack('flows');
