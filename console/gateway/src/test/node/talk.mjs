// Talks to a gateway through the official SDK, unmodified: node talk.mjs URL KEY SPENT_KEY
import Anthropic from "@anthropic-ai/sdk";

const [url, key, spent] = process.argv.slice(2);
const model = "claude-sonnet-4-5";
const question = { model, max_tokens: 100, messages: [{ role: "user", content: "hello" }] };
let failed = false;

async function check(name, work) {
  try {
    const wrong = await work();
    if (wrong) throw new Error(wrong);
    console.log(`ok - ${name}`);
  } catch (error) {
    failed = true;
    console.log(`not ok - ${name}: ${error.stack ?? error}`);
  }
}

const text = (message) => message.content.map((block) => block.text).join("");
const byKey = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const byToken = new Anthropic({ baseURL: url, apiKey: null, authToken: key, maxRetries: 0 });

await check("an answer in one piece", async () => {
  const message = await byKey.messages.create(question);
  if (text(message) !== "said" || !(message.usage.output_tokens > 0)) return JSON.stringify(message);
});
await check("a streamed answer", async () => {
  const parts = [];
  const stream = byKey.messages.stream(question).on("text", (part) => parts.push(part));
  const message = await stream.finalMessage();
  if (parts.join("") !== "said" || message.stop_reason !== "end_turn") return JSON.stringify(message);
});
await check("a bearer token", async () => {
  const message = await byToken.messages.create(question);
  if (text(message) !== "said") return JSON.stringify(message);
});
await check("the count of a prompt", async () => {
  const { model: of, messages } = question;
  const count = await byKey.messages.countTokens({ model: of, messages });
  if (!(count.input_tokens > 0)) return JSON.stringify(count);
});
await check("the list of models", async () => {
  const ids = [];
  for await (const each of byKey.models.list()) ids.push(each.id);
  if (!ids.some((id) => id.startsWith("claude-"))) return ids.join();
});
await check("a key that nobody gave out", async () => {
  const stranger = new Anthropic({ baseURL: url, apiKey: "sk-muster-nobody", maxRetries: 0 });
  try {
    await stranger.messages.create(question);
    return "was let in";
  } catch (error) {
    if (!(error instanceof Anthropic.AuthenticationError)) return String(error);
  }
});
await check("a limit that has no room is told at once, and not tried again", async () => {
  const poor = new Anthropic({ baseURL: url, apiKey: spent, maxRetries: 5 });
  const begun = Date.now();
  try {
    await poor.messages.create(question);
    return "was let in";
  } catch (error) {
    if (error.status !== 429 || error.error?.error?.type !== "billing_error") return String(error);
    if (Date.now() - begun > 2_000) return "was tried again";
  }
});
process.exit(failed ? 1 : 0);
