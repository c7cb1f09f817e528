// Each operation reads its request and puts the question; what is answered is for the desk.

#include "controller/http/operations.hpp"

#include "controller/help/help_pages.hpp"
#include "controller/http/document.hpp"
#include "controller/http/parameters.hpp"
#include "playlists/announcement.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace signboard {

namespace {

namespace json = boost::json;
using Need = Order::Need;

constexpr std::size_t key_longest = 255;  // bytes of an idempotency key: twice what generators make

void refuse(Call const& call, std::vector<Error> const& errors) { call.respond(problem(errors, call.language)); }
void refuse(Call const& call, Error const& error) { call.respond(problem(error, call.language)); }

/// Turns what the desk says into a response, once; and if nobody ever says anything, says that.
class Ending {
 public:
  Ending(Call const& call) : respond_(call.respond), language_(call.language) {
    if (call.request.method == "GET" || call.request.method == "HEAD")
      known_ = std::string(call.request.field("if-none-match"));
  }
  ~Ending() {
    try {
      say(std::vector<Error>());
    } catch (std::exception const&) {
      // No memory for an excuse: the session answers when its time is up.
    }
  }
  Ending(Ending const&) = delete;
  Ending& operator=(Ending const&) = delete;

  void say(std::variant<Reply, std::vector<Error>> said) {
    if (!respond_) return;
    auto const respond = std::exchange(respond_, nullptr);
    if (auto* const reply = std::get_if<Reply>(&said))
      respond(response_of(std::move(*reply)));
    else
      respond(problem(std::get<std::vector<Error>>(said), language_));
  }

 private:
  Response response_of(Reply reply) const {
    Response response;
    response.status = reply.status;
    if (!reply.etag.empty()) {
      response.fields.emplace_back("ETag", '"' + reply.etag + '"');
      if (reply.status == 200 && is_known(known_, reply.etag)) {
        response.status = 304;
        return guarded_api(std::move(response));
      }
    }
    if (!reply.location.empty()) response.fields.emplace_back("Location", reply.location);
    if (!reply.type.empty()) {
      response.type = std::move(reply.type);
      response.body = std::move(reply.bytes);
    } else if (!reply.body.is_null()) {
      response.type = "application/json";
      response.body = json::serialize(reply.body);
    }
    return guarded_api(std::move(response));
  }

  Respond respond_;
  Language language_;
  std::string known_;
};

Tell tell_of(Call const& call) {
  return [ending = std::make_shared<Ending>(call)](std::variant<Reply, std::vector<Error>> said) {
    ending->say(std::move(said));
  };
}

/// Nothing if the request cannot be put to anybody; then it has been answered.
std::optional<Asked> asked_of(Call const& call) {
  auto const& request = call.request;
  Asked asked;
  asked.actor = request.actor;
  asked.language = call.language;
  asked.idempotency_key = std::string(request.field("idempotency-key"));
  if (request.count("idempotency-key") > 1 || asked.idempotency_key.size() > key_longest) {
    refuse(call, fault(Code::invalid, "http.bad_key", {{"limit", std::to_string(key_longest)}}));
    return {};
  }
  if (!asked.idempotency_key.empty()) asked.request = request.method + ' ' + request.target + '\n' + request.body;
  if (request.method == "GET" || request.method == "HEAD") return asked;
  auto condition = condition_of(request);
  if (!condition) {
    refuse(call, condition.error());
    return {};
  }
  if (condition->kind == Condition::Kind::unmet) {
    refuse(call, fault(Code::stale, "http.weak_etag"));
    return {};
  }
  asked.condition = std::move(*condition);
  return asked;
}

template <class Question, class... What>
void put_question(Call const& call, Question const& ask, What const&... what) {
  if (!ask) return refuse(call, fault(Code::unsupported, "http.not_available"));
  if (auto const asked = asked_of(call)) ask(*asked, what..., tell_of(call));
}

/// For operations that ask nothing but their path.
template <Ask<> Answers::*ask>
void plain(Call const& call) {
  if (Parameters(call).is_fine()) put_question(call, call.answers.*ask);
}

/// The document of a request as an object, or nothing once it has been answered.
std::optional<json::value> document_of(Call const& call) {
  auto document = read_document(call.request.body);
  if (document) return std::move(*document);
  refuse(call, document.error());
  return {};
}

// ---- screens -------------------------------------------------------------------------------------------------------

void list_screens(Call const& call) {
  if (Parameters(call).is_fine()) call.respond(json_answer(200, call.answers.screens()));
}

void get_lineup(Call const& call) {
  Parameters query(call);
  auto const at = query.time("at");
  if (!query.is_fine()) return;
  auto const lineup = call.answers.lineup(call.parts[0], at);
  if (!lineup) return refuse(call, lineup.error());
  call.respond(json_answer(200, *lineup));
}

void get_forecast(Call const& call) {
  Parameters query(call);
  auto const from = query.time("from"), until = query.time("to");
  if (!query.is_fine()) return;
  if (!from || !until || *from >= *until || *until - *from > forecast_longest)
    return refuse(call,
                  fault(Code::invalid, "http.bad_span", {{"days", std::to_string(forecast_longest.count() / 24)}}));
  put_question(call, call.answers.forecast, ForecastQuery{call.parts[0], *from, *until});
}

void get_picture(Call const& call) {
  Parameters query(call);
  PictureQuery const picture{call.parts[0], query.time("at")};
  if (query.is_fine()) put_question(call, call.answers.picture, picture);
}

// ---- the daemon ----------------------------------------------------------------------------------------------------

void get_status(Call const& call) {
  if (Parameters(call).is_fine()) call.respond(json_text_answer(200, call.answers.status()));
}

void get_metrics(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  if (!call.answers.metrics) return refuse(call, fault(Code::unsupported, "http.not_available"));
  call.respond(guarded_api({200, metrics_type, prometheus_text(call.answers.metrics()), {}}));
}

void get_openapi(Call const& call) {
  if (Parameters(call).is_fine())
    call.respond(guarded_api({200, "application/json", std::string(embedded_openapi()), {}}));
}

void explain_problem(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const* const wording = find_wording(call.parts[0]);
  if (wording == nullptr)
    return refuse(call, fault(Code::not_found, "http.not_found", {{"path", std::string(call.target.path)}}));
  call.respond(json_answer(200, {{"id", wording->id}, {"zh", wording->zh}, {"en", wording->en}}));
}

/// A page of help as a document for people; plain, and its style is that of the page.
void answer_help(Call const& call, std::string_view number) {
  static constexpr std::array<std::string_view, 2> languages{"zh", "en"};
  Parameters query(call);
  auto const lang = query.choice("lang", languages);
  if (!query.is_fine()) return;
  auto const language = lang.empty() ? call.language : lang == "zh" ? Language::zh : Language::en;
  auto const* const page = find_help(number, language);
  if (page == nullptr)
    return refuse(call, fault(Code::not_found, "http.not_found", {{"path", std::string(call.target.path)}}));
  Response response{200, "text/html; charset=utf-8", help_html(*page), {}};
  response.fields = {{"Cache-Control", "no-cache"},
                     {"Content-Language", language == Language::zh ? "zh-Hans" : "en"},
                     {"Content-Security-Policy",
                      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
                      "'none'"}};
  call.respond(guarded(std::move(response)));
}

void list_help(Call const& call) { answer_help(call, {}); }
void read_help(Call const& call) { answer_help(call, call.parts[0]); }

void watch(Call const& call) {
  auto refused = problem(426, fault(Code::unsupported, "http.upgrade_needed"), call.language);
  refused.fields.emplace_back("Upgrade", "websocket");
  call.respond(std::move(refused));
}

// ---- announcements -------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 3> origins{"desk", "file", "import"};

void list_announcements(Call const& call) {
  Parameters query(call);
  AnnouncementQuery wanted;
  wanted.rank = query.choice("rank", rank_names());
  wanted.origin = query.choice("origin", origins);
  wanted.screen = query.text("screen");
  wanted.after = query.text("after");
  wanted.limit = query.limit();
  if (query.is_fine()) put_question(call, call.answers.announcements, wanted);
}

std::string_view text_of(json::value const& document, std::string_view key) {
  auto const* const found = document.as_object().if_contains(key);
  auto const* const text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

/// What takes the whole screen has doors of its own: whoever means a routine item must not get one by a word.
std::optional<Error> wrong_door(json::value const& document) {
  auto const rank = text_of(document, "rank");
  if (rank == "urgent" || rank == "warning")
    return fault(Code::invalid, "http.use_urgent", {{"field", "/rank"}, {"rank", std::string(rank)}});
  if (rank == "blackout") return fault(Code::invalid, "http.use_blackout", {{"field", "/rank"}});
  return {};
}

void announce(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const document = document_of(call);
  if (!document) return;
  if (auto const wrong = wrong_door(*document)) return refuse(call, *wrong);
  put_question(call, call.answers.announce, *document);
}

void get_announcement(Call const& call) {
  if (Parameters(call).is_fine()) put_question(call, call.answers.announcement, call.parts[0]);
}

void put_announcement(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const& id = call.parts[0];
  auto document = document_of(call);
  if (!document) return;
  auto const& inside = document->as_object().emplace("id", id).first->value();
  if (auto const* const text = inside.if_string(); text == nullptr || *text != id)
    return refuse(call, fault(Code::invalid, "http.other_id", {{"field", "/id"}, {"id", id}}));
  if (auto const wrong = wrong_door(*document)) return refuse(call, *wrong);
  if (call.request.count("if-match") + call.request.count("if-none-match") == 0)
    return call.respond(problem(428, fault(Code::stale, "http.needs_condition"), call.language));
  put_question(call, call.answers.put_announcement, id, *document);
}

/// A reason may be given with what is taken down.
std::optional<std::string> reason_of(Call const& call) {
  if (call.request.body.empty()) return "";
  auto const document = document_of(call);
  if (!document) return {};
  Order order(document->as_object());
  auto reason = order.text("reason", Need::optional);
  auto const errors = order.finish();
  if (errors.empty()) return reason;
  refuse(call, errors);
  return {};
}

template <Ask<std::string, std::string> Answers::*ask>
void take_down(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  if (auto const reason = reason_of(call)) put_question(call, call.answers.*ask, call.parts[0], *reason);
}

// ---- urgent notices, blackout, clock -------------------------------------------------------------------------------

void raise_urgent(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto document = document_of(call);
  if (!document) return;
  auto& members = document->as_object();
  if (!members.contains("rank")) members["rank"] = "urgent";
  auto const rank = text_of(*document, "rank");
  auto const known = rank_names();
  std::vector<Error> errors;
  if (rank != "urgent" && rank != "warning" && std::find(known.begin(), known.end(), rank) != known.end())
    errors.push_back(fault(Code::invalid, "http.use_announcements", {{"field", "/rank"}, {"rank", std::string(rank)}}));
  if (!members.contains("valid_until"))
    errors.push_back(fault(Code::invalid, "http.needs_end", {{"field", "/valid_until"}}));
  if (!errors.empty()) return refuse(call, errors);
  put_question(call, call.answers.raise_urgent, *document);
}

void get_urgent(Call const& call) {
  if (Parameters(call).is_fine()) put_question(call, call.answers.urgent_notice, call.parts[0]);
}

void change_urgent(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const document = document_of(call);
  if (!document) return;
  Order order(document->as_object());
  auto const until = order.time("valid_until", Need::required, call.answers.utc_offset);
  if (auto const errors = order.finish(); !errors.empty()) return refuse(call, errors);
  put_question(call, call.answers.change_urgent, call.parts[0], *until);
}

template <Ask<BlackoutOrder> Answers::*ask>
void order_blackout(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const document = document_of(call);
  if (!document) return;
  Order order(document->as_object());
  BlackoutOrder blackout;
  blackout.reason = order.text("reason", Need::required);
  blackout.screens = order.names("screens");
  if (auto const errors = order.finish(); !errors.empty()) return refuse(call, errors);
  put_question(call, call.answers.*ask, blackout);
}

void confirm_clock(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  if (!call.request.body.empty()) {
    auto const document = document_of(call);
    if (!document) return;
    if (auto const errors = Order(document->as_object()).finish(); !errors.empty()) return refuse(call, errors);
  }
  put_question(call, call.answers.confirm_clock);
}

// ---- preview -------------------------------------------------------------------------------------------------------

void preview(Call const& call) {
  static constexpr std::array<std::string_view, 3> types{"image/png", "image/gif", "application/json"};
  if (!Parameters(call).is_fine()) return;
  auto const type = preferred(call.request.field("accept"), types);
  if (!type) return call.respond(problem(406, fault(Code::unsupported, "http.not_acceptable"), call.language));
  auto const document = document_of(call);
  if (!document) return;
  Order order(document->as_object());
  PreviewOrder wanted;
  wanted.screen = order.text("screen", Need::required);
  wanted.announcement = order.object("announcement");
  wanted.at = order.time("at", Need::optional, call.answers.utc_offset);
  wanted.form = static_cast<PreviewOrder::Form>(*type);
  if (auto const errors = order.finish(); !errors.empty()) return refuse(call, errors);
  put_question(call, call.answers.preview, wanted);
}

// ---- ledger, copies ------------------------------------------------------------------------------------------------

void list_ledger(Call const& call) {
  Parameters query(call);
  LedgerQuery wanted;
  wanted.after = query.number("after", 0, static_cast<std::uint64_t>(INT64_MAX), 0);
  wanted.limit = query.limit();
  if (query.is_fine()) put_question(call, call.answers.ledger, wanted);
}

void back_up(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const document = document_of(call);
  if (!document) return;
  Order order(document->as_object());
  auto const file = order.text("file", Need::required);
  if (auto const errors = order.finish(); !errors.empty()) return refuse(call, errors);
  if (!file.starts_with('/'))
    return refuse(call, fault(Code::invalid, "http.wants_whole_path", {{"field", "/file"}, {"path", file}}));
  put_question(call, call.answers.back_up, file);
}

void import_playlist(Call const& call) {
  if (!Parameters(call).is_fine()) return;
  auto const document = document_of(call);
  if (!document) return;
  Order order(document->as_object());
  auto const toml = order.long_text("toml");
  if (auto const errors = order.finish(); !errors.empty()) return refuse(call, errors);
  put_question(call, call.answers.import_playlist, toml);
}

}  // namespace

std::span<Operation const> operations() {
  static constexpr std::array all = {
      Operation{{"GET", "/api/screens", "listScreens"}, Body::none, list_screens},
      Operation{{"GET", "/api/screens/{screen}/lineup", "getLineup"}, Body::none, get_lineup},
      Operation{{"GET", "/api/screens/{screen}/forecast", "getForecast"}, Body::none, get_forecast},
      Operation{{"GET", "/api/screens/{screen}/picture", "getPicture"}, Body::none, get_picture},
      Operation{{"GET", "/api/status", "getStatus"}, Body::none, get_status},
      Operation{{"GET", "/api/faults", "listFaults"}, Body::none, plain<&Answers::faults>},
      Operation{{"GET", "/metrics", "getMetrics"}, Body::none, get_metrics},
      Operation{{"GET", "/api/openapi.json", "getOpenapi"}, Body::none, get_openapi},
      Operation{{"GET", "/api/problems/{id}", "explainProblem"}, Body::none, explain_problem},
      Operation{{"GET", "/help", "listHelp"}, Body::none, list_help},
      Operation{{"GET", "/help/{number}", "readHelp"}, Body::none, read_help},
      Operation{{"GET", "/api/announcements", "listAnnouncements"}, Body::none, list_announcements},
      Operation{{"POST", "/api/announcements", "announce"}, Body::required, announce},
      Operation{{"GET", "/api/announcements/{id}", "getAnnouncement"}, Body::none, get_announcement},
      Operation{{"PUT", "/api/announcements/{id}", "putAnnouncement"}, Body::required, put_announcement},
      Operation{{"DELETE", "/api/announcements/{id}", "withdraw"}, Body::allowed, take_down<&Answers::withdraw>},
      Operation{{"GET", "/api/urgent", "listUrgent"}, Body::none, plain<&Answers::urgent>},
      Operation{{"POST", "/api/urgent", "raiseUrgent"}, Body::required, raise_urgent},
      Operation{{"GET", "/api/urgent/{id}", "getUrgent"}, Body::none, get_urgent},
      Operation{{"PATCH", "/api/urgent/{id}", "changeUrgent"}, Body::required, change_urgent},
      Operation{{"DELETE", "/api/urgent/{id}", "endUrgent"}, Body::allowed, take_down<&Answers::end_urgent>},
      Operation{{"GET", "/api/blackout", "getBlackout"}, Body::none, plain<&Answers::blackout>},
      Operation{{"PUT", "/api/blackout", "blackOut"}, Body::required, order_blackout<&Answers::black_out>},
      Operation{{"DELETE", "/api/blackout", "liftBlackout"}, Body::required, order_blackout<&Answers::lift_blackout>},
      Operation{{"GET", "/api/clock", "getClock"}, Body::none, plain<&Answers::clock>},
      Operation{{"POST", "/api/clock/confirm", "confirmClock"}, Body::allowed, confirm_clock},
      Operation{{"POST", "/api/preview", "preview"}, Body::required, preview},
      Operation{{"GET", "/api/ledger", "listLedger"}, Body::none, list_ledger},
      Operation{{"GET", "/api/ledger/verify", "verifyLedger"}, Body::none, plain<&Answers::verify_ledger>},
      Operation{{"POST", "/api/backup", "backUp"}, Body::required, back_up},
      Operation{{"GET", "/api/export", "exportPlaylist"}, Body::none, plain<&Answers::export_playlist>},
      Operation{{"POST", "/api/import", "importPlaylist"}, Body::required, import_playlist},
      Operation{{"GET", "/api/live", "watchLive"}, Body::none, watch},
      Operation{{"GET", "/api/events", "watchEvents"}, Body::none, watch},
  };
  return all;
}

}  // namespace signboard
