package dev.muster.server.config;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.NearestName;
import dev.muster.server.config.Shape.Field;
import dev.muster.server.config.Shape.Fields;
import dev.muster.server.config.Shape.Kinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares a document with a shape and gathers every fault. Used once, by one thread. */
final class Checker {

  private final Path file;
  private final JsonDocument document;
  private final List<Fault> faults = new ArrayList<>();

  Checker(Path file, JsonDocument document) {
    this.file = file;
    this.document = document;
  }

  /** Every fault of the document, in its order. */
  List<Fault> check(Shape shape) {
    check(document.root(), shape, "");
    return List.copyOf(faults);
  }

  /** Notes a fault at a pointer. */
  void fault(String pointer, String what) {
    faults.add(new Fault(file, document.place(pointer), what));
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  private void check(Json value, Shape shape, String at) {
    switch (shape) {
      case Shape.Text text -> text(value, text, at);
      case Shape.Whole whole -> whole(value, whole, at);
      case Shape.Flag flag -> {
        if (!(value instanceof Json.Bool)) {
          fault(at, name(at) + " must be true or false");
        }
      }
      case Shape.OneOf one -> oneOf(value, one.values(), at);
      case Shape.Secret secret -> secret(value, at);
      case Shape.Items items -> items(value, items, at);
      case Fields fields -> {
        if (value instanceof Json.Obj object) {
          fields(object, fields, at);
        } else {
          fault(at, name(at) + " must be an object");
        }
      }
      case Kinds kinds -> kinds(value, kinds, at);
    }
  }

  private void text(Json value, Shape.Text shape, String at) {
    if (!(value instanceof Json.Str(String text)) || !text.matches(shape.pattern())) {
      fault(at, name(at) + " must be a text such as \"" + shape.like() + "\"");
    }
  }

  private void whole(Json value, Shape.Whole shape, String at) {
    long number = value instanceof Json.Num n ? n.whole().orElse(Long.MIN_VALUE) : Long.MIN_VALUE;
    if (number < shape.least() || number > shape.most()) {
      fault(at, name(at) + " must be a whole number from " + shape.least() + " to " + shape.most());
    }
  }

  private void oneOf(Json value, Iterable<String> values, String at) {
    String text = value instanceof Json.Str(String found) ? found : "";
    for (String allowed : values) {
      if (allowed.equals(text)) {
        return;
      }
    }
    fault(
        at,
        name(at) + " must be one of " + String.join(", ", values) + NearestName.hint(text, values));
  }

  private void secret(Json value, String at) {
    if (value instanceof Json.Str) {
      fault(
          at,
          name(at)
              + " is a secret and does not belong into this file: write {\"env\": \"NAME\"} or"
              + " {\"file\": \"/path\"}");
      return;
    }
    boolean good =
        value instanceof Json.Obj object
            && object.members().size() == 1
            && (object.string("env").filter(s -> !s.isEmpty()).isPresent()
                || object.string("file").filter(s -> !s.isEmpty()).isPresent());
    if (!good) {
      fault(at, name(at) + " must be {\"env\": \"NAME\"} or {\"file\": \"/path\"}");
    }
  }

  private void items(Json value, Shape.Items shape, String at) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      fault(at, name(at) + " must be a list");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      check(items.get(i), shape.item(), at + "/" + i);
    }
  }

  private void fields(Json.Obj object, Fields shape, String at) {
    List<String> known = shape.fields().stream().map(Field::name).toList();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String below = JsonDocument.pointer(at, member.getKey());
      int index = known.indexOf(member.getKey());
      if (index < 0) {
        fault(
            below,
            "unknown key \"" + member.getKey() + "\"" + NearestName.hint(member.getKey(), known));
      } else {
        check(member.getValue(), shape.fields().get(index).shape(), below);
      }
    }
    for (Field field : shape.fields()) {
      if (field.required() && !object.has(field.name())) {
        fault(at, name(at) + " needs \"" + field.name() + "\": " + field.shape().about());
      }
    }
  }

  private void kinds(Json value, Kinds shape, String at) {
    if (!(value instanceof Json.Obj object)) {
      fault(at, name(at) + " must be an object");
      return;
    }
    Json tag = object.get(shape.tag());
    String kind = tag instanceof Json.Str(String text) ? text : "";
    Fields fields = shape.kinds().get(kind);
    if (fields == null) {
      String below = tag == null ? at : JsonDocument.pointer(at, shape.tag());
      oneOf(Json.of(kind), new TreeSet<>(shape.kinds().keySet()), below);
      return;
    }
    fields(object.without(shape.tag()), fields, at);
  }

  private static String name(String pointer) {
    if (pointer.isEmpty()) {
      return "the file";
    }
    return "\"" + pointer.substring(1).replace('/', '.') + "\"";
  }
}
