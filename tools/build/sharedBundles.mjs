import path from 'node:path';
import { build as bundle } from 'esbuild';

/**
 * Bundles that share code, as CommonJS: each module is in one of them. esbuild shares code between ES modules alone, so it splits the
 * sources into chunks in memory first, and then puts each chunk into the file that is its home.
 *
 * `split`: esbuild's options with the entry points. `files`: by the path from `root` of each file that is written, its `options` for esbuild
 * and the names of the entry points whose exports it has. `homeOf`: the path of the file that holds a chunk, by the names of the entry points
 * that reach it. Relative imports that stay outside are of what lies in `dist`.
 */
export async function sharedBundles({ root, dist, split, files, homeOf }) {
  const outdir = path.join(root, 'chunks');
  const { outputFiles, metafile } = await bundle({
    ...split,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    sourcemap: split.sourcemap ? 'inline' : false,
    write: false,
    outdir,
  });
  const texts = new Map(outputFiles.map((file) => [path.relative(outdir, file.path), file.text]));
  const chunks = chunksOf(metafile, { root, outdir, texts, entries: Object.keys(split.entryPoints), homeOf });
  const written = await Promise.all(
    Object.entries(files).map(([file, { entries, options }]) =>
      bundle({
        ...options,
        stdin: { contents: exportsOf(file, entries, chunks), resolveDir: outdir },
        outfile: path.join(root, file),
        plugins: [homeOfChunks({ root, dist, file, chunks })],
      }),
    ),
  );
  return {
    /** Of esbuild: which sources each file has. */
    sources: Object.fromEntries(
      Object.keys(files).map((file) => {
        const own = [...chunks.values()].filter(({ home }) => home === file);
        return [file, { outputs: Object.fromEntries(own.map(({ name, output }) => [name, output])) }];
      }),
    ),
    /** Of esbuild: what was read, and what was written. */
    metafiles: [{ ...metafile, outputs: {} }, ...written.map((each) => ({ ...each.metafile, inputs: {} }))],
  };
}

function chunksOf({ outputs }, { root, outdir, texts, entries, homeOf }) {
  const nameOf = (output) => path.relative(outdir, path.resolve(root, output));
  const named = Object.entries(outputs).map(([key, output]) => [nameOf(key), output]);
  const chunks = new Map(
    named.map(([name, output], index) => [
      name,
      { name, output, id: `c${index}`, text: texts.get(name), reachedBy: new Set(), isImportedElsewhere: false },
    ]),
  );
  const reach = (name, entry) => {
    const chunk = chunks.get(name);
    if (!chunk || chunk.reachedBy.has(entry)) return;
    chunk.reachedBy.add(entry);
    for (const { path: imported } of chunk.output.imports) reach(nameOf(imported), entry);
  };
  for (const entry of entries) reach(`${entry}.js`, entry);
  for (const chunk of chunks.values()) chunk.home = homeOf(chunk.reachedBy);
  for (const { home, output } of chunks.values()) {
    const imported = output.imports.map(({ path: way }) => chunks.get(nameOf(way)));
    for (const each of imported) if (each && each.home !== home) each.isImportedElsewhere = true;
  }
  return chunks;
}

/** The source of a file: what its entry points export, and under a name of its own what each other chunk does that another file imports. */
function exportsOf(file, entries, chunks) {
  const names = entries.map((entry) => `${entry}.js`);
  // What is exported runs when the file is loaded.
  const others = [...chunks.values()].filter(({ home, name, output, isImportedElsewhere }) => {
    return home === file && !names.includes(name) && output.exports.length > 0 && isImportedElsewhere;
  });
  return [
    ...names.map((name) => `export * from './${name}';`),
    ...others.map(({ id, name }) => `export * as ${id} from './${name}';`),
  ].join('\n');
}

/** Takes in the chunks whose home this file is. What others hold is taken from them when they are loaded, which they are by then. */
function homeOfChunks({ root, dist, file, chunks }) {
  const folder = path.dirname(path.join(root, file));
  const wayTo = (target) => {
    const way = path.relative(folder, target).replaceAll('\\', '/');
    return way.startsWith('.') ? way : `./${way}`;
  };
  return {
    name: 'home-of-chunks',
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, ({ path: name, namespace }) => {
        if (namespace === 'foreign') return { path: name, external: true };
        const chunk = chunks.get(name.slice(2));
        if (!chunk) return { path: wayTo(path.resolve(dist, name)), external: true };
        return { path: chunk.name, namespace: chunk.home === file || isHelpers(chunk) ? 'own' : 'foreign' };
      });
      builder.onLoad({ filter: /./, namespace: 'own' }, ({ path: name }) => {
        const { text } = chunks.get(name);
        // Such a path is of the folder of all other bundles.
        if (folder !== dist && /__require\("\.\//.test(text))
          throw new Error(`${file} cannot load what it loads late.`);
        return { contents: text, resolveDir: root };
      });
      builder.onLoad({ filter: /./, namespace: 'foreign' }, ({ path: name }) => {
        const { home, id, output } = chunks.get(name);
        const names = output.exports;
        const source = `require(${JSON.stringify(wayTo(path.join(root, home)))}).${id}`;
        return {
          contents: names.length === 0 ? '' : `export const { ${names.join(', ')} } = ${source};`,
          resolveDir: root,
        };
      });
    },
  };
}

/** What esbuild itself puts into bundles. Each file has its own, so that one which is loaded for a word does not load another. */
function isHelpers({ output }) {
  return Object.keys(output.inputs).length === 0;
}
