import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { query } from '@anthropic-ai/claude-agent-sdk';
import { startModel } from './model.mjs';

const [executable, only = ''] = process.argv.slice(2);
if (!executable) {
  console.error('usage: node drive.mjs <executable> [part of a check\'s name]');
  process.exit(2);
}
const timeoutMs = Number(process.env.DRIVE_TIMEOUT_MS ?? 30000);

/** A fresh home and project, and the model. */
async function world() {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'drive-')));
  const project = path.join(root, 'project');
  fs.mkdirSync(project);
  fs.mkdirSync(path.join(root, 'home'));
  const model = await startModel();
  return {
    project,
    model,
    file: (name) => path.join(project, name),
    options: (more = {}) => ({
      cwd: project,
      pathToClaudeCodeExecutable: path.resolve(executable),
      env: {
        PATH: process.env.PATH,
        JAVA_HOME: process.env.JAVA_HOME ?? '',
        HOME: path.join(root, 'home'),
        CLAUDE_CONFIG_DIR: path.join(root, 'home', '.claude'),
        ANTHROPIC_API_KEY: 'sk-ant-made-up-for-the-loopback-model',
        ANTHROPIC_BASE_URL: model.url,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
      },
      systemPrompt: { type: 'preset', preset: 'claude_code' },
      stderr: (text) => process.env.DRIVE_VERBOSE && process.stderr.write(text),
      ...more,
    }),
    end: () => (model.stop(), fs.rmSync(root, { recursive: true, force: true })),
  };
}

/** Streamed input that is written to from outside. */
function inbox() {
  const waiting = [];
  let wake = () => {};
  let open = true;
  return {
    say(text) {
      const message = { role: 'user', content: text };
      waiting.push({ type: 'user', message, parent_tool_use_id: null, session_id: '' });
      wake();
    },
    close() {
      open = false;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        while (waiting.length > 0) yield waiting.shift();
        if (!open) return;
        await new Promise((resolve) => (wake = resolve));
      }
    },
  };
}

/** Everything up to the end; an error after an error result belongs to it. */
async function drain(q, seen = () => {}) {
  const messages = [];
  try {
    for await (const message of q) {
      messages.push(message);
      await seen(message, messages);
    }
  } catch (error) {
    if (!messages.some((m) => m.type === 'result' && m.is_error)) throw error;
  }
  return messages;
}

const results = (messages) => messages.filter((m) => m.type === 'result');
const touch = (name) => `CALL Bash ${JSON.stringify({ command: `touch ${name}`, description: 'd' })}`;

/** One prompt with a host that answers questions about calls. */
async function ask(w, prompt, canUseTool, more = {}) {
  const input = inbox();
  input.say(prompt);
  const asked = [];
  const q = query({
    prompt: input,
    options: w.options({
      canUseTool: async (name, toolInput, context) => {
        asked.push({ name, input: toolInput, context });
        return canUseTool(name, toolInput);
      },
      ...more,
    }),
  });
  const messages = await drain(q, (m) => m.type === 'result' && input.close());
  return { asked, messages, result: results(messages).at(-1) };
}

const checks = {
  async 'one prompt'(w) {
    const messages = await drain(query({ prompt: 'hi', options: w.options() }));
    const init = messages.find((m) => m.subtype === 'init');
    assert.equal(init.cwd, w.project);
    assert.ok(init.tools.includes('Bash'));
    const [result, ...more] = results(messages);
    assert.equal(more.length, 0);
    assert.equal(result.subtype, 'success');
    assert.equal(result.result, 'hello there');
    assert.equal(result.session_id, init.session_id);
    assert.equal(result.num_turns, 1);
    const assistant = messages.find((m) => m.type === 'assistant');
    assert.deepEqual(assistant.message.content, [{ type: 'text', text: 'hello there' }]);
  },

  async 'the SDK\'s bare system prompt'(w) {
    await drain(query({ prompt: 'hi', options: w.options({ systemPrompt: undefined }) }));
    assert.equal(w.model.requests.length, 1);
  },

  async 'system prompt appended'(w) {
    const systemPrompt = { type: 'preset', preset: 'claude_code', append: 'Speak of zebras.' };
    await drain(query({ prompt: 'hi', options: w.options({ systemPrompt }) }));
    assert.match(JSON.stringify(w.model.requests[0].system), /Speak of zebras\./);
  },

  async 'canUseTool allows'(w) {
    const { asked, result } = await ask(w, touch('made.txt'), (_, input) => ({
      behavior: 'allow',
      updatedInput: input,
    }));
    assert.equal(asked.length, 1);
    assert.equal(asked[0].name, 'Bash');
    assert.equal(asked[0].input.command, 'touch made.txt');
    assert.ok(fs.existsSync(w.file('made.txt')));
    assert.equal(result.subtype, 'success');
    assert.deepEqual(result.permission_denials, []);
  },

  async 'canUseTool changes the input'(w) {
    await ask(w, touch('asked.txt'), (_, input) =>
      input.command === 'touch asked.txt'
        ? { behavior: 'allow', updatedInput: { ...input, command: 'touch changed.txt' } }
        : { behavior: 'allow', updatedInput: input },
    );
    assert.ok(fs.existsSync(w.file('changed.txt')));
    assert.ok(!fs.existsSync(w.file('asked.txt')));
  },

  async 'canUseTool denies'(w) {
    const { messages, result } = await ask(w, touch('made.txt'), () => ({
      behavior: 'deny',
      message: 'not today',
    }));
    assert.ok(!fs.existsSync(w.file('made.txt')));
    assert.equal(result.subtype, 'success');
    assert.equal(result.permission_denials.length, 1);
    assert.equal(result.permission_denials[0].tool_name, 'Bash');
    const told = messages.find((m) => m.type === 'user').message.content[0];
    assert.equal(told.is_error, true);
    assert.match(JSON.stringify(told.content), /not today/);
  },

  async 'canUseTool denies and interrupts'(w) {
    const { result } = await ask(w, touch('made.txt'), () => ({
      behavior: 'deny',
      message: 'stop',
      interrupt: true,
    }));
    assert.ok(!fs.existsSync(w.file('made.txt')));
    assert.equal(result.subtype, 'error_during_execution');
  },

  async 'interrupt during a command, then another turn'(w) {
    const input = inbox();
    input.say(`CALL Bash ${JSON.stringify({ command: 'sleep 47', description: 'd' })}`);
    const began = Date.now();
    const q = query({
      prompt: input,
      options: w.options({
        canUseTool: async (_, toolInput) => ({ behavior: 'allow', updatedInput: toolInput }),
      }),
    });
    let turns = 0;
    const messages = await drain(q, async (m) => {
      const call = m.type === 'assistant' && m.message.content[0].type === 'tool_use';
      if (call) setTimeout(() => q.interrupt(), 500);
      if (m.type === 'result') {
        if (++turns === 1) input.say('go on');
        else input.close();
      }
    });
    assert.ok(Date.now() - began < 20000, 'the command was waited for');
    const ends = results(messages).map((r) => r.subtype);
    assert.deepEqual(ends, ['error_during_execution', 'success']);
  },

  async 'interrupt while the model answers'(w) {
    const input = inbox();
    input.say('SLOW');
    const q = query({ prompt: input, options: w.options({ includePartialMessages: true }) });
    const messages = await drain(q, async (m) => {
      if (m.type === 'stream_event' && m.event.type === 'content_block_delta') await q.interrupt();
      if (m.type === 'result') input.close();
    });
    assert.equal(results(messages)[0].subtype, 'error_during_execution');
  },

  async 'two turns of streamed input'(w) {
    const input = inbox();
    input.say('one');
    let turns = 0;
    const q = query({ prompt: input, options: w.options() });
    const messages = await drain(q, (m) => {
      if (m.type !== 'result') return;
      if (++turns === 1) input.say('two');
      else input.close();
    });
    const [first, second] = results(messages);
    assert.equal(second.session_id, first.session_id);
    assert.equal(second.num_turns, 1);
    assert.ok(second.total_cost_usd >= first.total_cost_usd);
    assert.equal(w.model.requests.length, 2);
    assert.match(JSON.stringify(w.model.requests[1].messages), /one.*hello there.*two/);
  },

  async 'setPermissionMode'(w) {
    const input = inbox();
    const asked = [];
    const q = query({
      prompt: input,
      options: w.options({
        canUseTool: async (name) => {
          asked.push(name);
          return { behavior: 'deny', message: 'no' };
        },
      }),
    });
    const call = { file_path: w.file('new.txt'), content: 'x' };
    input.say(`CALL Write ${JSON.stringify(call)}`);
    let turns = 0;
    await drain(q, async (m) => {
      if (m.type !== 'result') return;
      if (++turns === 1) {
        assert.ok(!fs.existsSync(w.file('new.txt')));
        await q.setPermissionMode('acceptEdits');
        input.say(`CALL Write ${JSON.stringify(call)}`);
      } else input.close();
    });
    assert.deepEqual(asked, ['Write']);
    assert.ok(fs.existsSync(w.file('new.txt')));
  },

  async 'setModel'(w) {
    const input = inbox();
    const q = query({ prompt: input, options: w.options({ model: 'opus' }) });
    input.say('one');
    let turns = 0;
    await drain(q, async (m) => {
      if (m.type !== 'result') return;
      if (++turns === 1) {
        await q.setModel('haiku');
        input.say('two');
      } else input.close();
    });
    const [first, second] = w.model.requests.map((r) => r.model);
    assert.match(first, /opus/);
    assert.match(second, /haiku/);
  },

  async 'a request that is not known'(w) {
    const input = inbox();
    const q = query({ prompt: input, options: w.options() });
    input.say('one');
    let refused;
    await drain(q, async (m) => {
      if (m.type !== 'result') return;
      refused = await q.rewindFiles('11111111-1111-4111-8111-111111111111').then(
        (answer) => answer.canRewind === false,
        () => true,
      );
      input.close();
    });
    assert.equal(refused, true);
  },

  async 'partial messages'(w) {
    const options = w.options({ includePartialMessages: true });
    const messages = await drain(query({ prompt: 'hi', options }));
    const kinds = messages.filter((m) => m.type === 'stream_event').map((m) => m.event.type);
    assert.equal(kinds[0], 'message_start');
    assert.equal(kinds.at(-1), 'message_stop');
    const whole = messages.findIndex((m) => m.type === 'assistant');
    const stop = messages.findIndex((m) => m.event?.type === 'content_block_stop');
    assert.ok(whole < stop, 'the whole block comes before its stop');
  },

  async 'structured output'(w) {
    const schema = {
      type: 'object',
      properties: { n: { type: 'number' } },
      required: ['n'],
      additionalProperties: false,
    };
    const options = w.options({ outputFormat: { type: 'json_schema', schema } });
    const prompt = 'CALL StructuredOutput {"n":3}';
    const [result] = results(await drain(query({ prompt, options })));
    assert.deepEqual(result.structured_output, { n: 3 });
  },

  async 'resume and fork'(w) {
    const [first] = results(await drain(query({ prompt: 'zebra', options: w.options() })));
    const resumed = w.options({ resume: first.session_id });
    const [second] = results(await drain(query({ prompt: 'again', options: resumed })));
    assert.equal(second.session_id, first.session_id);
    assert.match(JSON.stringify(w.model.requests[1].messages), /zebra.*again/);
    const forked = w.options({ resume: first.session_id, forkSession: true });
    const [third] = results(await drain(query({ prompt: 'fork', options: forked })));
    assert.notEqual(third.session_id, first.session_id);
    assert.match(JSON.stringify(w.model.requests[2].messages), /zebra.*fork/);
  },

  async 'a hook of the host is not passed over'(w) {
    const hook = async () => ({ decision: 'block', reason: 'no' });
    const options = w.options({
      hooks: { PreToolUse: [{ hooks: [hook] }] },
      allowedTools: ['Bash(touch:*)'],
    });
    const outcome = await drain(query({ prompt: touch('made.txt'), options })).catch((e) => e);
    assert.ok(!fs.existsSync(w.file('made.txt')));
    if (Array.isArray(outcome)) {
      assert.equal(results(outcome).at(-1).subtype, 'error_during_execution');
    } else {
      assert.match(outcome.message, /hooks/);
    }
  },

  async 'sources of settings choose the memory'(w) {
    fs.writeFileSync(w.file('CLAUDE.md'), 'Speak of zebras.');
    const none = w.options({ settingSources: [] });
    await drain(query({ prompt: 'hi', options: none }));
    const project = w.options({ settingSources: ['project'] });
    await drain(query({ prompt: 'hi', options: project }));
    const [without, having] = w.model.requests.map((r) => JSON.stringify(r.messages));
    assert.doesNotMatch(without, /zebras/);
    assert.match(having, /zebras/);
  },

  async 'an abort ends the command'(w) {
    const controller = new AbortController();
    const options = w.options({ abortController: controller, allowedTools: ['Bash'] });
    const command = 'echo $$ > pid; exec sleep 60';
    const prompt = `CALL Bash ${JSON.stringify({ command, description: 'd' })}`;
    const timer = setInterval(() => fs.existsSync(w.file('pid')) && controller.abort(), 50);
    await drain(query({ prompt, options })).catch(() => {});
    clearInterval(timer);
    const pid = Number(fs.readFileSync(w.file('pid'), 'utf8'));
    const alive = () => fs.existsSync(`/proc/${pid}`);
    for (let i = 0; i < 100 && alive(); i++) await new Promise((r) => setTimeout(r, 50));
    assert.ok(!alive(), 'the command still runs');
  },

  async 'limit of turns'(w) {
    const options = w.options({ maxTurns: 1, allowedTools: ['Bash(pwd)'] });
    const prompt = `CALL Bash ${JSON.stringify({ command: 'pwd', description: 'd' })}`;
    const [result] = results(await drain(query({ prompt, options })));
    assert.equal(result.subtype, 'error_max_turns');
    assert.equal(result.num_turns, 2);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  if (!name.includes(only)) continue;
  const w = await world();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([check(w), late]);
    console.log(`ok - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok - ${name}\n  ${String(error.stack ?? error).replaceAll('\n', '\n  ')}`);
  } finally {
    clearTimeout(timer);
    w.end();
  }
}
process.exit(failed === 0 ? 0 : 1);
