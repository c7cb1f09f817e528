// Blackout and its lifting.

#include "controller/desk.hpp"
#include "controller/messages.hpp"
#include "drivers/picture.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace signboard {
namespace {

std::string joined_names(std::vector<std::string> const& names) {
  std::string list;
  for (auto const& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

}  // namespace

bool Desk::is_dark(std::string const& screen) const { return dark_.contains("") || dark_.contains(screen); }

void Desk::tell_screens() {
  for (auto const& screen : backstage_.screens()) wiring_.black_out(screen.place, is_dark(screen.venue.name));
}

void Desk::black_out_all(std::string const& actor, std::string const& reason) {
  auto asked = ourselves();
  asked.actor = actor;
  black_out({reason, {}}, asked, [](std::variant<Reply, std::vector<Error>> const&) {});
}

void Desk::black_out(BlackoutOrder const& order, Asked const& asked, Tell const& tell) {
  auto const now = clock_.now().wall;
  auto screens = order.screens;
  if (screens.empty()) screens.emplace_back();
  for (auto const& screen : screens) dark_.try_emplace(screen, Darkness{asked.actor, order.reason, now});
  tell_screens();  // first of all it gets dark
  wiring_.note("blackout by " + asked.actor + ": " + order.reason);
  tell_event("blackout", order.screens.empty() ? "" : order.screens.front(), asked.actor);
  bool latched = true;
  if (order.screens.empty()) {
    auto const words =
        format_wall_time(now, rules_.playlist.utc_offset) + "\n" + asked.actor + "\n" + order.reason + "\n";
    latch_trouble_.reset();
    if (auto const set = dark_file_.set(words); !set) {
      latch_trouble_ = set.error();
      wiring_.warn("blackout", set.error());
      latched = false;
    }
  }
  auto const left = std::make_shared<std::size_t>(screens.size());
  auto const saved = std::make_shared<bool>(true);
  for (auto const& screen : screens)
    commit(BlackOut{screen, order.reason}, asked, StoreThread::Urgency::urgent,
           [this, left, saved, latched, tell](Outcome const& outcome) {
             if (!outcome) *saved = false;
             if (--*left != 0) return;
             auto body = blackout_json();
             body.as_object()["saved"] = *saved || latched;
             tell(plain_reply(std::move(body)));
           });
}

// Lifting all lifts those that were made dark one by one as well. What cannot be written stays dark.
void Desk::lift(BlackoutOrder const& order, Asked const& asked, Tell const& tell) {
  std::vector<std::string> screens = order.screens;
  if (screens.empty())
    for (auto const& [screen, darkness] : dark_) screens.push_back(screen);
  if (screens.empty()) return tell(plain_reply(blackout_json()));
  // To lift one would leave it as dark as before, and whoever did it would think otherwise.
  if (dark_.contains("") && !order.screens.empty())
    return tell(std::vector{fault(Code::conflict, "blackout.of_all", {{"screens", joined_names(order.screens)}})});
  auto const left = std::make_shared<std::size_t>(screens.size());
  auto const trouble = std::make_shared<std::optional<Error>>();
  auto const done = [this, screens, left, trouble, asked, tell](Outcome const& outcome) {
    bool const store_is_dead = !store_;
    if (!outcome && !store_is_dead && outcome.error().id != "store.not_in_force") *trouble = outcome.error();
    if (--*left != 0) return;
    if (*trouble) return tell(std::vector{**trouble});
    if (std::ranges::find(screens, std::string()) != screens.end())
      if (auto const lifted = dark_file_.lift(); !lifted) return tell(std::vector{lifted.error()});
    for (auto const& screen : screens) dark_.erase(screen);
    if (!dark_.contains("")) latch_trouble_.reset();
    tell_screens();
    wiring_.note("blackout lifted by " + asked.actor);
    tell_event("blackout_lifted", {}, asked.actor);
    tell(plain_reply(blackout_json()));
  };
  for (auto const& screen : screens)
    commit(LiftBlackout{screen, order.reason}, asked, StoreThread::Urgency::urgent, done);
}

void Desk::keep_evidence(std::string const& screen, Frame const& frame, WallTime at) {
  auto name = format_wall_time(std::chrono::floor<std::chrono::seconds>(at), rules_.playlist.utc_offset);
  std::erase_if(name, [](char c) { return c == ':' || c == '-' || c == '+'; });
  auto const folder = rules_.state / "evidence";
  std::error_code made;
  std::filesystem::create_directories(folder, made);
  auto const file = folder / (name + "-" + screen + ".png");
  auto const png = encode_png(frame, 1);
  if (!png) return;
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<char const*>(png->data()), static_cast<std::streamsize>(png->size()));
  out.close();
  if (!out)  // the ledger does not speak of a picture that is not there
    return wiring_.warn("evidence",
                        fault(Code::io, "desk.no_evidence",
                              {{"file", file.string()}, {"reason", std::generic_category().message(errno)}}));
  commit(Record{Record::Kind::note, screen, "desk.evidence", {{"file", file.string()}}}, ourselves(),
         StoreThread::Urgency::routine, [](Outcome const&) {});
}

}  // namespace signboard
