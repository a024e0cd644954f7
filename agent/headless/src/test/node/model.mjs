// A model on loopback that does what the last prompt says:
//   "CALL <tool> <json>"  calls the tool, then answers "done"
//   "SLOW"                begins to answer and never ends
//   anything else         is answered by "hello there"
import http from 'node:http';

const events = (res) => (type, body) =>
  res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`);

function blocks(message) {
  return typeof message.content === 'string'
    ? [{ type: 'text', text: message.content }]
    : message.content;
}

/** What to answer: the result of a call ends it, a prompt decides. */
function plan(messages) {
  for (let i = messages.length - 1; i >= 0; i--) {
    if (messages[i].role !== 'user') continue;
    const content = blocks(messages[i]);
    if (content.some((b) => b.type === 'tool_result')) return { text: 'done' };
    const text = content.map((b) => b.text ?? '').join('\n');
    const call = /CALL (\w+) (\{.*\})/.exec(text);
    if (call) return { call: { name: call[1], input: call[2] } };
    if (/\bSLOW\b/.test(text)) return { slow: true };
    return { text: 'hello there' };
  }
  return { text: 'nothing was said' };
}

let calls = 0;

function answer(res, body) {
  const todo = plan(body.messages);
  res.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_loopback' });
  const send = events(res);
  const usage = {
    input_tokens: 10,
    output_tokens: 1,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  };
  const id = `msg_${++calls}`;
  send('message_start', {
    message: {
      id, type: 'message', role: 'assistant', model: body.model, content: [],
      stop_reason: null, stop_sequence: null, usage,
    },
  });
  if (todo.call) {
    send('content_block_start', {
      index: 0,
      content_block: { type: 'tool_use', id: `toolu_${calls}`, name: todo.call.name, input: {} },
    });
    send('content_block_delta', {
      index: 0,
      delta: { type: 'input_json_delta', partial_json: todo.call.input },
    });
  } else {
    send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
    send('content_block_delta', {
      index: 0,
      delta: { type: 'text_delta', text: todo.slow ? 'wait' : todo.text },
    });
    if (todo.slow) return;
  }
  send('content_block_stop', { index: 0 });
  send('message_delta', {
    delta: { stop_reason: todo.call ? 'tool_use' : 'end_turn', stop_sequence: null },
    usage: { output_tokens: 5 },
  });
  send('message_stop', {});
  res.end();
}

/** Starts the model; `requests` holds the bodies that it was sent. */
export async function startModel() {
  const requests = [];
  const server = http.createServer((req, res) => {
    let text = '';
    req.on('data', (chunk) => (text += chunk));
    req.on('end', () => {
      if (req.method !== 'POST' || !req.url.startsWith('/v1/messages')) {
        res.writeHead(404, { 'content-type': 'application/json' });
        res.end('{}');
        return;
      }
      const body = JSON.parse(text);
      requests.push(body);
      answer(res, body);
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    requests,
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => (server.closeAllConnections(), server.close()),
  };
}
