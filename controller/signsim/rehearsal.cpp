#include "controller/signsim/rehearsal.hpp"

#include "controller/signsim/report.hpp"
#include "controller/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr auto second = 1s;
constexpr auto look_every = 12ms;  // a little oftener than frames come, so that none is passed over
constexpr std::size_t longest_line = 1'000;

/// The faults a card has now, as they are wished for: `lost 20, unplug`.
std::string faults_of(Disturbance const& disturbance) {
  std::string text;
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    auto const kind = static_cast<FaultKind>(i);
    if (!disturbance.has(kind)) continue;
    text += (text.empty() ? "" : ", ") + std::string(name_of(kind));
    if (kind < FaultKind::silent) {
      std::array<char, 32> digits{};
      std::snprintf(digits.data(), digits.size(), " %g", disturbance.amount_of(kind));
      text += digits.data();
    }
  }
  return text;
}

}  // namespace

Rehearsal::Rehearsal(std::vector<StandIn> cards, Company company, Clock const& clock)
    : cards_(std::move(cards)), company_(std::move(company)), clock_(clock), notes_(cards_.size()) {}

Result<void> Rehearsal::obey(std::string_view line) {
  auto const first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  line.remove_prefix(first);
  line.remove_suffix(line.size() - 1 - line.find_last_not_of(" \t\r"));
  if (line == "quit") {
    quits_ = true;
    return {};
  }
  constexpr std::string_view verb = "fault ";
  if (!line.starts_with(verb)) return fault(Code::invalid, "signsim.unknown_wish", {{"line", std::string(line)}});
  auto const wish = parse_fault(line.substr(verb.size()));
  if (!wish) return wish.error();
  bool met = false;
  auto const now = clock_.now();
  for (auto& card : cards_) {
    if (wish->card != "all" && wish->card != card.plan().name) continue;
    met = true;
    if (auto done = card.wish(*wish, now); !done) return done.error();
  }
  if (met) return {};
  std::vector<std::string_view> known{"all"};
  for (auto const& card : cards_) known.push_back(card.plan().name);
  return fault(Code::invalid, "signsim.no_such_card", {{"card", wish->card}, {"known", joined(known)}});
}

Result<void> Rehearsal::run(int signals, std::optional<std::chrono::milliseconds> length) {
  auto now = clock_.now();
  next_second_ = now.steady + second;
  next_look_ = now.steady;
  if (length) end_ = now.steady + *length;
  company_.tell(cards_, notes_, now);
  std::vector<pollfd> awaited;
  while (!quits_ && now.steady < end_) {
    awaited.clear();
    awaited.push_back({signals, POLLIN, 0});
    awaited.push_back({listens_ ? STDIN_FILENO : -1, POLLIN, 0});
    for (auto const& card : cards_) card.await(awaited);
    poll(awaited.data(), awaited.size(), patience(now));
    if (awaited[0].revents != 0) break;
    if (awaited[1].revents != 0) listen();
    now = clock_.now();
    if (auto done = turn(now); !done) return done.error();
    watch(now);
  }
  count(clock_.now());
  if (company_.recorder) return company_.recorder->finish();
  return {};
}

Result<void> Rehearsal::turn(Now now) {
  Result<void> outcome;
  auto const seen = [&](StandIn const& card, WallTime at) {
    ++notes_[static_cast<std::size_t>(&card - cards_.data())].fresh;
    if (!company_.recorder || !outcome) return;
    if (auto taken = company_.recorder->take(card.plan().name, card.shown(), at); !taken) outcome = taken.error();
  };
  for (auto& card : cards_)
    if (auto done = card.turn(now, seen); !done) return done.error();
  if (now.steady >= next_second_) count(now);
  return outcome;
}

void Rehearsal::watch(Now now) {
  if (!company_.view || now.steady < next_look_) return;
  next_look_ = now.steady + look_every;
  company_.view->show(cards_, notes_);
  for (auto const& line : company_.view->wishes(cards_))
    if (auto done = obey(line); !done) company_.complain(done.error());
}

/// Sums a second up.
void Rehearsal::count(Now now) {
  auto const passed = std::chrono::duration<double>(now.steady - (next_second_ - second)).count();
  next_second_ = now.steady + second;
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    auto& note = notes_[i];
    note.frames_per_second = passed > 0 ? static_cast<double>(std::exchange(note.fresh, 0)) / passed : 0;
    note.faults = faults_of(cards_[i].disturbance());
    note.text = caption_of(note, cards_[i].tally(), company_.language);
  }
  company_.tell(cards_, notes_, now);
}

void Rehearsal::listen() {
  std::array<char, 4'096> some{};
  auto const got = ::read(STDIN_FILENO, some.data(), some.size());
  if (got <= 0) {
    listens_ = false;
    return;
  }
  heard_.append(some.data(), static_cast<std::size_t>(got));
  for (auto end = heard_.find('\n'); end != std::string::npos; end = heard_.find('\n')) {
    auto const line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    if (auto done = obey(line); !done) company_.complain(done.error());
  }
  if (heard_.size() > longest_line) heard_.clear();
}

/// Milliseconds until there is something to do, rounded up so that nobody wakes for nothing.
int Rehearsal::patience(Now now) const {
  auto first = std::min(next_second_, end_);
  if (company_.view) first = std::min(first, next_look_);
  for (auto const& card : cards_)
    if (auto const due = card.due()) first = std::min(first, *due);
  auto const wait = std::chrono::ceil<std::chrono::milliseconds>(first - now.steady);
  return static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 1'000));
}

}  // namespace signboard
