// Runs ONNX files for the tests: a line of JSON asks (model and feeds), a line answers (outputs, or an error). The argument is the folder with node_modules.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ort = createRequire(join(process.argv[2], 'package.json'))('onnxruntime-web/wasm');
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
const arrays = { float32: Float32Array, float64: Float64Array };

function tensor({ type, shape, data }) {
  if (type === 'string') return new ort.Tensor(type, data, shape);
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  return new ort.Tensor(type, new arrays[type](bytes.buffer), shape);
}

function plain({ type, dims, data }) {
  if (type === 'string') return { type, shape: dims, data };
  return { type, shape: dims, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
}

async function answer({ model, feeds }) {
  const session = await ort.InferenceSession.create(new Uint8Array(Buffer.from(model, 'base64')), { executionProviders: ['wasm'] });
  try {
    const outputs = await session.run(Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, tensor(feed)])));
    return { outputs: Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, plain(output)])) };
  } finally {
    await session.release();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const result = await answer(JSON.parse(line)).catch(e => ({ error: String(e?.message ?? e) }));
  process.stdout.write(`answer ${JSON.stringify(result)}\n`);
}
