import { isPage } from '../errorBody';
import type { ErrorBody } from '../errorBody';

/** Said by servers and their routers, in the place of an answer, of a path or a method that they do not have. */
const wrongPath = new RegExp(
  [
    String.raw`unexpected endpoint|invalid url \(|(?:unknown|unrecognized|unsupported) (?:request )?(?:url|path|endpoint|route|method)`,
    String.raw`no route matched|no (?:static resource|(?:such |matching )?(?:handler|route|path|endpoint|operation)\b)|not match any route`,
    String.raw`cannot (?:get|post|put) /|method \S{0,10} ?not (?:allowed|implemented)`,
    String.raw`\b(?:url|path|route|page|file|resource|method|endpoint)\b[^.]{0,120}?\b(?:not (?:be )?found|not exist)`,
    String.raw`http request (?:was sent )?to (?:an )?https (?:port|server)`,
  ].join('|'),
  'i',
);

/** These words alone are about the path: hosts that lack a model name it. */
const bareNotFound = /^\W*(?:(?:http )?(?:error )?404\W*)?(?:error\W*)?not[ _-]?found\W*$/i;

const ofModel =
  /\bmodels?\b|\bdeployments?\b|\bengine\b|inference.?profile|no endpoints found|\bfunction\b.{0,80}not found for account/i;

/**
 * Whether the host answered that it has no such path, which hosts say with the same status as that it has no such model.
 * `status`: of the response; 200 where an error came with success, as LM Studio does it.
 */
export function isWrongAddress(status: number, text: string, body: ErrorBody, model = ''): boolean {
  const { code, type, message } = body;
  switch (status) {
    case 404:
      break;
    case 405:
      return true;
    case 501:
      return !body.isError;
    case 200:
    case 400:
      return !isAboutModel(body, model) && wrongPath.test(message.slice(0, 2_000));
    default:
      return false;
  }
  if (isPage(text) || !body.isError) return !isAboutModel({ ...body, message: isPage(text) ? '' : message }, model);
  if (/model|deployment/.test(code)) return false;
  if (bareNotFound.test(message) || wrongPath.test(message.slice(0, 2_000))) return true;
  return type === '' && code === '' && !isAboutModel(body, model);
}

function isAboutModel({ code, message }: ErrorBody, model: string): boolean {
  const words = message.slice(0, 2_000);
  // A path may hold the word.
  const outsidePaths = words.replace(/(?:^|[\s(:"'])(?:https?:\/\/[^\s"')]+|\/[\w./:-]*)/g, ' ');
  const isNamed = model.length > 2 && outsidePaths.includes(model);
  return /model|deployment/.test(code) || isNamed || ofModel.test(outsidePaths);
}
