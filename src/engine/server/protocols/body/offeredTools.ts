import * as l10n from '@vscode/l10n';
import type { ChatRequest, ToolChoice, ToolSpec } from '../../../model/request/request';
import { refused } from './readBody';

/** The tools of a body and which of them may be called. Throws `RequestProblem` where they do not go together. */
export function offeredTools(
  tools: readonly ToolSpec[],
  toolChoice: ToolChoice | undefined,
): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  const names = tools.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw refused(l10n.t('Two tools of the request have the name {0}.', twice));
  if (typeof toolChoice === 'object' && !names.includes(toolChoice.name)) {
    throw refused(l10n.t('The request wants the tool {0} to be called, and does not offer it.', toolChoice.name));
  }
  if (tools.length === 0) return {};
  return toolChoice === undefined ? { tools } : { tools, toolChoice };
}

/** A tool that a vendor runs itself. */
export function hostedTool(name: string): ReturnType<typeof refused> {
  return refused(
    l10n.t('The tool {0} is run by its vendor: a request that may go to any provider cannot have it.', name),
  );
}
