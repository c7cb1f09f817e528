// docs/api/openapi.json and the program agree, both ways, and its examples are true.

#include "controller/http/pages.hpp"
#include "tests/controller/http/schema.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <map>
#include <set>

using namespace signboard;

namespace {

namespace json = boost::json;

json::value const document = json::parse(embedded_openapi());

std::string upper(std::string_view text) {
  std::string out;
  for (char const c : text) out += static_cast<char>(c - ('a' - 'A'));
  return out;
}

/// One operation as it is documented.
struct Told {
  std::string method, path, operation;
  json::object const* what = nullptr;

  json::array const& parameters() const {
    static json::array const none;
    auto const* const list = what->if_contains("parameters");
    return list == nullptr ? none : list->as_array();
  }

  /// The first status that means success.
  int success() const { return std::stoi(std::string(what->at("responses").as_object().begin()->key())); }

  json::object const& response(int status) const {
    return resolved(document, what->at("responses").at(std::to_string(status))).as_object();
  }

  json::object const* request_content() const {
    auto const* const body = what->if_contains("requestBody");
    return body == nullptr ? nullptr : &body->at("content").as_object();
  }

  bool is_websocket() const { return what->at("responses").as_object().contains("101"); }
};

std::vector<Told> all_told() {
  std::vector<Told> all;
  for (auto const& path : document.at("paths").as_object())
    for (auto const& operation : path.value().as_object())
      all.push_back({upper(operation.key()), std::string(path.key()),
                     std::string(operation.value().at("operationId").as_string()), &operation.value().as_object()});
  return all;
}

Told told(std::string_view operation) {
  for (auto& each : all_told())
    if (each.operation == operation) return each;
  throw std::runtime_error("not documented: " + std::string(operation));
}

std::string text_of(json::value const& value) {
  return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

/// The request of the examples, with one of the kinds of bodies it may have.
Request example_request(Told const& operation, std::string const& type = "") {
  Request request;
  request.method = operation.method;
  request.target = operation.path;
  request.fields = {{"Host", "localhost"}};
  std::string query;
  for (auto const& parameter : operation.parameters()) {
    auto const* const example = parameter.as_object().if_contains("example");
    if (example == nullptr) continue;
    auto const name = std::string(parameter.at("name").as_string());
    auto const& where = parameter.at("in").as_string();
    auto value = text_of(*example);
    if (where == "header") request.fields.emplace_back(name, value);
    if (where == "path") {
      auto const hole = "{" + name + "}";
      request.target.replace(request.target.find(hole), hole.size(), value);
    }
    if (auto const plus = value.find('+'); plus != std::string::npos) value.replace(plus, 1, "%2B");
    if (where == "query") (query += query.empty() ? "?" : "&") += name + "=" + value;
  }
  request.target += query;
  if (type.empty()) return request;
  request.fields.emplace_back("Content-Type", type);
  request.body = json::serialize(operation.request_content()->at(type).at("example"));
  request.has_body = !request.body.empty();
  return request;
}

/// Every question is answered by the example of its answer.
class DocumentedDesk {
 public:
  static Answers answers() {
    Answers all;
    all.screens = [] { return example("listScreens"); };
    all.lineup = [](std::string_view, std::optional<WallTime>) -> Result<json::value> { return example("getLineup"); };
    all.status = [] { return boost::json::serialize(example("getStatus")); };
    all.metrics = [] {
      return std::vector{MetricFamily{
          "signboard_frames_total", "Frames painted.", MetricFamily::Kind::counter, {{{{"screen", "lobby"}}, 3600}}}};
    };
    fill(all.forecast, "getForecast");
    all.picture = [](Asked const&, PictureQuery const&, Tell tell) { tell(bytes("image/png", "PNG")); };
    fill(all.faults, "listFaults");
    fill(all.announcements, "listAnnouncements");
    fill(all.announcement, "getAnnouncement");
    fill(all.urgent_notice, "getUrgent");
    fill(all.announce, "announce");
    fill(all.put_announcement, "putAnnouncement");
    fill(all.withdraw, "withdraw");
    fill(all.urgent, "listUrgent");
    fill(all.raise_urgent, "raiseUrgent");
    fill(all.change_urgent, "changeUrgent");
    fill(all.end_urgent, "endUrgent");
    fill(all.blackout, "getBlackout");
    fill(all.black_out, "blackOut");
    fill(all.lift_blackout, "liftBlackout");
    fill(all.clock, "getClock");
    fill(all.confirm_clock, "confirmClock");
    all.preview = [](Asked const&, PreviewOrder const& order, Tell tell) {
      if (order.form == PreviewOrder::Form::png) return tell(bytes("image/png", "PNG"));
      if (order.form == PreviewOrder::Form::gif) return tell(bytes("image/gif", "GIF"));
      Reply reply;
      reply.body = example("preview");
      tell(std::move(reply));
    };
    fill(all.ledger, "listLedger");
    fill(all.verify_ledger, "verifyLedger");
    fill(all.back_up, "backUp");
    all.export_playlist = [](Asked const&, Tell tell) {
      auto const& content = told("exportPlaylist").response(200).at("content").at("application/toml");
      tell(bytes("application/toml", std::string(content.at("example").as_string())));
    };
    fill(all.import_playlist, "importPlaylist");
    return all;
  }

 private:
  static json::value example(std::string_view operation) {
    auto const one = told(operation);
    return one.response(one.success()).at("content").at("application/json").at("example");
  }

  static Reply bytes(std::string type, std::string content) {
    Reply reply;
    reply.type = std::move(type);
    reply.bytes = std::move(content);
    return reply;
  }

  template <class... What>
  static void fill(std::function<void(Asked const&, What...)>& ask, std::string_view operation) {
    ask = [operation](Asked const&, What... what) {
      auto const one = told(operation);
      Reply reply;
      reply.status = one.success();
      reply.body = example(operation);
      if (one.response(reply.status).contains("headers")) reply.etag = "3";
      std::get<sizeof...(What) - 1>(std::forward_as_tuple(what...))(reply);
    };
  }
};

bool has_chinese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

bool has_english(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Calls `found` with every value of the document and the pointer to it.
template <class Found>
void each_value(json::value const& value, std::string const& at, Found const& found) {
  found(value, at);
  if (value.is_object())
    for (auto const& member : value.get_object())
      each_value(member.value(), at + "/" + std::string(member.key()), found);
  if (value.is_array())
    for (std::size_t i = 0; i < value.get_array().size(); ++i)
      each_value(value.get_array()[i], at + "/" + std::to_string(i), found);
}

}  // namespace

TEST_CASE("routes and document agree, both ways") {
  std::set<std::string> documented, served;
  for (auto const& each : all_told()) documented.insert(each.method + " " + each.path + " " + each.operation);
  for (auto const& route : routes())
    served.insert(std::string(route.method) + " " + std::string(route.path) + " " + std::string(route.operation));
  CHECK(documented.size() == routes().size());
  CHECK(documented == served);
}

TEST_CASE("the document is what its standard asks for") {
  CHECK(document.at("openapi").as_string() == "3.1.0");
  CHECK(document.at("info").as_object().contains("title"));
  CHECK(document.at("info").as_object().contains("version"));
  std::set<std::string> names, tags;
  for (auto const& tag : document.at("tags").as_array()) tags.insert(std::string(tag.at("name").as_string()));
  for (auto const& operation : all_told()) {
    CAPTURE(operation.operation);
    CHECK(names.insert(operation.operation).second);
    CHECK(operation.what->at("tags").as_array().size() == 1);
    CHECK(tags.contains(std::string(operation.what->at("tags").at(0).as_string())));
    std::set<std::string> holes;
    for (auto at = operation.path.find('{'); at != std::string::npos; at = operation.path.find('{', at + 1))
      holes.insert(operation.path.substr(at + 1, operation.path.find('}', at) - at - 1));
    for (auto const& parameter : operation.parameters()) {
      CHECK(parameter.as_object().contains("schema"));
      if (parameter.at("in") != "path") continue;
      CHECK(parameter.at("required") == true);
      CHECK(holes.erase(std::string(parameter.at("name").as_string())) == 1);
    }
    CHECK(holes.empty());
    for (auto const& response : operation.what->at("responses").as_object()) {
      CAPTURE(std::string(response.key()));
      CHECK(response.key().size() == 3);
      CHECK(resolved(document, response.value()).as_object().contains("description"));
    }
  }
}

TEST_CASE("every reference of the document leads somewhere, and everything is described in both languages") {
  int described = 0;
  each_value(document, "", [&](json::value const& value, std::string const& at) {
    if (at.find("/example") != std::string::npos) return;
    CAPTURE(at);
    if (at.ends_with("/$ref")) {
      boost::system::error_code none;
      CHECK(document.find_pointer(std::string(value.as_string()).substr(1), none) != nullptr);
    }
    bool const is_sentence = (at.ends_with("/description") || at.ends_with("/summary")) && value.is_string();
    if (!is_sentence) return;
    ++described;
    auto const text = std::string(value.as_string());
    auto const cut = text.find(" / ");
    bool const is_name = text == "OpenAPI 3.1 / OpenAPI 3.1";
    CHECK((is_name || has_chinese(text.substr(0, cut))));
    REQUIRE(cut != std::string::npos);
    CHECK(has_english(text.substr(cut)));
    CHECK_FALSE(has_chinese(text.substr(cut)));
  });
  CHECK(described > 200);
}

TEST_CASE("every example fits its schema") {
  SchemaCheck const check(document);
  int count = 0;
  each_value(document, "", [&](json::value const& value, std::string const& at) {
    auto const* const object = value.if_object();
    if (object == nullptr || !object->contains("schema") || !object->contains("example")) return;
    ++count;
    CAPTURE(at);
    CHECK(check.misfit(object->at("schema"), object->at("example")) == "");
  });
  CHECK(count > 50);
}

TEST_CASE("every operation does with its example what the document says") {
  auto const answers = DocumentedDesk::answers();
  SchemaCheck const check(document);
  for (auto const& operation : all_told()) {
    CAPTURE(operation.operation);
    if (operation.is_websocket()) {
      CHECK(answered(example_request(operation), answers).status == 426);
      continue;
    }
    std::vector<std::string> bodies;
    if (auto const* const content = operation.request_content())
      for (auto const& each : *content) bodies.emplace_back(each.key());
    else
      bodies.emplace_back();
    auto const& success = operation.response(operation.success());
    for (auto const& type : bodies)
      for (auto const& wanted : success.at("content").as_object()) {
        auto request = example_request(operation, type);
        request.fields.emplace_back("Accept", wanted.key());
        CAPTURE(request.target, request.body, std::string(wanted.key()));
        auto const response = answered(request, answers);
        CAPTURE(response.body);
        CHECK(response.status == operation.success());
        CHECK(response.type.starts_with(std::string(wanted.key())));
        if (wanted.key() == "application/json") {
          auto const value = json::parse(response.body);
          CHECK(check.misfit(wanted.value().at("schema"), value) == "");
          if (auto const* const example = wanted.value().as_object().if_contains("example")) CHECK(value == *example);
        }
        if (success.contains("headers")) CHECK(field_of(response, "ETag") == "\"3\"");
      }
  }
}

TEST_CASE("what nobody answers yet is answered by 501, as documented, and problems fit their schema") {
  Answers none;
  none.screens = some_answers().screens;
  none.lineup = some_answers().lineup;
  none.status = some_answers().status;
  SchemaCheck const check(document);
  int unanswered = 0;
  for (auto const& operation : all_told()) {
    CAPTURE(operation.operation);
    auto const* const content = operation.request_content();
    auto const response =
        answered(example_request(operation, content == nullptr ? "" : std::string(content->begin()->key())), none);
    if (operation.success() == 200 && response.status == 200) continue;
    CHECK(operation.what->at("responses").as_object().contains(std::to_string(response.status)));
    CHECK(check.misfit(document.at("components").at("schemas").at("Problem"), json::parse(response.body)) == "");
    if (response.status == 501) ++unanswered;
  }
  CHECK(unanswered == 25);
}

TEST_CASE("an order with an unknown key, or without one it needs, is refused with the place") {
  auto const answers = DocumentedDesk::answers();
  // The others are documents of the desk, which reads them itself.
  std::set<std::string> const orders{"Reason",       "UrgentChange", "BlackoutOrder", "Empty",
                                     "PreviewOrder", "BackupOrder",  "ImportOrder"};
  int refused = 0;
  for (auto const& operation : all_told()) {
    auto const* const content = operation.request_content();
    if (content == nullptr) continue;
    auto const& media = content->begin()->value();
    auto const link = std::string(media.at("schema").at("$ref").as_string());
    if (!orders.contains(link.substr(link.rfind('/') + 1))) continue;
    auto const try_with = [&](json::object const& body, std::string const& pointer) {
      auto request = example_request(operation, std::string(content->begin()->key()));
      request.body = json::serialize(body);
      CAPTURE(operation.operation, request.body);
      auto const response = answered(request, answers);
      CHECK(response.status == 400);
      CHECK(json::parse(response.body).at("errors").at(0).at("pointer").as_string() == pointer);
      ++refused;
    };
    auto wrong = media.at("example").as_object();
    wrong["colour/"] = "red";
    try_with(wrong, "/colour~1");
    auto const& schema = resolved(document, media.at("schema")).as_object();
    if (!schema.contains("required")) continue;
    for (auto const& key : schema.at("required").as_array()) {
      auto lacking = media.at("example").as_object();
      lacking.erase(key.as_string());
      try_with(lacking, "/" + std::string(key.as_string()));
      for (auto const& other : {json::value(17), json::value(nullptr), json::value(json::array())}) {
        lacking[key.as_string()] = other;
        try_with(lacking, "/" + std::string(key.as_string()));
      }
    }
  }
  CHECK(refused > 30);
}
