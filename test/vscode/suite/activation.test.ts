import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };

suite('Activation', () => {
  const extension = vscode.extensions.getExtension('coc-incidents.coc-incidents');

  test('VS Code finds the extension', () => {
    assert.ok(extension);
    assert.equal(extension.packageJSON.version, manifest.version);
  });

  test('activating it gives nothing to other extensions', async () => {
    assert.ok(extension);
    assert.equal(await extension.activate(), undefined);
    assert.equal(extension.isActive, true);
  });

  test('every command of the manifest is registered', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
