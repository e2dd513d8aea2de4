package nl.sluis.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import nl.sluis.testing.Python;

/** The clients that we have, called alike and answering alike. */
enum Client {
  JAVA {
    @Override
    JsonNode make(List<Call> calls) {
      return JSON.valueToTree(calls.stream().map(this::makeOne).toList());
    }

    private JsonNode makeOne(Call call) {
      try {
        var gateway = new Gateway(URI.create(call.url()), call.clientKey(), Duration.ofMillis(call.timeout()),
            Duration.ofMillis(call.patience()));
        return result("answer", answer(gateway, call));
      } catch (ProblemException e) {
        var problem = JSON.createObjectNode().put("status", e.status()).put("type", e.type()).put("detail", e.detail())
            .put("mayPass", e.mayPass()).put("mayBeDone", e.mayBeDone()).put("message", e.getMessage());
        problem.set("errors", JSON.valueToTree(e.errors()));
        return result("problem", problem.set("members", JSON.valueToTree(e.members().fields())));
      } catch (NoAnswerException e) {
        return result("noAnswer", e.getMessage());
      } catch (IllegalArgumentException e) {
        return result("refused", e.getMessage());
      }
    }

    private Object answer(Gateway gateway, Call call) {
      var first = call.arguments().get(0);
      return switch (call.method()) {
        case "post" -> gateway.post(post(call.arguments())).fields();
        case "find" -> gateway.find((String) first).fields();
        case "trust" -> gateway.trust((String) first).fields();
        case "list" -> gateway.list(JSON.convertValue(first, new TypeReference<Map<String, String>>() {})).map(JsonObject::fields).toList();
        case "revoke" -> nothing(() -> gateway.revoke((String) first));
        case "forget" -> nothing(() -> gateway.forget((String) first));
        case "cancelMeeting" -> gateway.cancelMeeting(map(first)).fields();
        case "events" ->
          gateway.events(first.equals("") ? null : (String) first, (Integer) call.arguments().get(1), (Integer) call.arguments().get(2))
              .fields();
        case "closeMeeting" -> gateway.closeMeeting((String) first).fields();
        default -> throw new AssertionError(call.method());
      };
    }

    private Post post(List<?> arguments) {
      var post = Post.of(map(arguments.get(0)));
      return arguments.size() == 1 ? post : new Post((String) arguments.get(1), post.json(), (Boolean) arguments.get(2));
    }

    private Map<String, ?> nothing(Runnable call) {
      call.run();
      return Map.of();
    }
  },
  NODE {
    @Override
    JsonNode make(List<Call> calls) {
      return Node.evaluate("""
          async ({ base, calls }) => {
            const { Gateway, NoAnswerError, ProblemError } = await import(base + '/client.js');
            async function make({ url, clientKey, timeout, patience, method, arguments: [first, idempotencyKey, lenient] }) {
              try {
                const gateway = new Gateway(url, clientKey, { timeout, patience });
                if (method === 'list') {
                  const answer = [];
                  for await (const one of gateway.list(first)) answer.push(one);
                  return { answer };
                }
                if (method === 'events') return { answer: await gateway.events(first, { limit: idempotencyKey, wait: lenient }) };
                return { answer: await gateway[method](first, { idempotencyKey, lenient }) ?? {} };
              } catch (error) {
                const { status, type, detail, errors, members, mayPass, mayBeDone, message } = error;
                if (error instanceof ProblemError) {
                  return { problem: { status, type, detail, errors, members, mayPass, mayBeDone, message } };
                }
                if (error instanceof NoAnswerError) return { noAnswer: message };
                return error instanceof TypeError ? { refused: message } : { crash: error.stack };
              }
            }
            const results = [];
            for (const call of calls) results.push(await make(call));
            return results;
          }""", Map.of("base", Node.MODULES.toUri().toString().replaceAll("/$", ""), "calls", calls));
    }
  },
  PYTHON {
    @Override
    JsonNode make(List<Call> calls) {
      return Python.evaluate("""
          import json, re, sys
          sys.path.insert(0, "docs/examples")
          import sluis_client as client

          def make(call):
              method, (first, *more) = re.sub("[A-Z]", lambda c: "_" + c[0].lower(), call["method"]), call["arguments"]
              try:
                  gateway = client.Gateway(call["url"], call["clientKey"], call["timeout"] / 1000, call["patience"] / 1000)
                  if method == "list":
                      return {"answer": list(gateway.list(**first))}
                  if method == "forget":
                      return {"answer": gateway.revoke(first, forget=True) or {}}
                  return {"answer": getattr(gateway, method)(first, *more) or {}}
              except client.Problem as e:
                  return {"problem": {"status": e.status, "type": e.type, "detail": e.detail, "errors": e.errors, "members": e.members,
                                      "mayPass": e.may_pass, "mayBeDone": e.may_be_done, "message": str(e)}}
              except client.NoAnswer as e:
                  return {"noAnswer": str(e)}
              except ValueError as e:
                  return {"refused": str(e)}

          print(json.dumps([make(call) for call in json.load(sys.stdin)]))
          """, calls);
    }
  };

  private static final ObjectMapper JSON = Meetings.JSON;

  /**
   * Makes calls, one after the other.
   *
   * @return for each one of {@code answer}, with a list for a list; {@code problem} with status, type, detail, errors, members, mayPass, mayBeDone and message;
   *     {@code noAnswer} and {@code refused}, which the client does by itself, with the message
   */
  abstract JsonNode make(List<Call> calls);

  JsonNode make(Call call) {
    return make(List.of(call)).get(0);
  }

  private static JsonNode result(String kind, Object value) {
    return JSON.createObjectNode().set(kind, JSON.valueToTree(value));
  }

  private static Map<String, Object> map(Object value) {
    return JSON.convertValue(value, new TypeReference<Map<String, Object>>() {});
  }
}
