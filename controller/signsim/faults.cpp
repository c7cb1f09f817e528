#include "controller/signsim/faults.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, fault_kinds> names{"lost",   "split",  "joined", "late",
                                                          "silent", "unplug", "power"};
constexpr std::string_view example = "lobby lost 20% 5s; lobby late 300ms; lobby unplug 2s; all clear";
constexpr auto comes_back_after = 1s;
constexpr auto joins_for = 50ms;  // a sender that stops must not keep its last bytes for ever
constexpr std::size_t most_on_the_way = std::size_t{16} * 1'024 * 1'024;  // more is lost, as in any queue
constexpr std::size_t piece_overhead = 64;                                // so that empty ones are no way round it
constexpr double longest_ms = 3'600'000;

// How much of a fault there is if nobody says, and how much there can be.
struct Range {
  double otherwise, most;
};
constexpr std::array<Range, fault_kinds> ranges{
    {{20, 100}, {1, 65'536}, {2, 1'000}, {200, 60'000}, {1, 1}, {1, 1}, {1, 1}}};

struct Amount {
  double number = 0;
  std::string_view unit;
};

std::optional<Amount> read_amount(std::string_view word) {
  Amount amount;
  auto const* const end = word.data() + word.size();
  auto const [stop, bad] = std::from_chars(word.data(), end, amount.number, std::chars_format::fixed);
  if (bad != std::errc{} || amount.number < 0) return std::nullopt;
  amount.unit = word.substr(static_cast<std::size_t>(stop - word.data()));
  return amount;
}

std::optional<double> milliseconds_of(Amount amount) {
  if (amount.unit == "s") amount.number *= 1'000;
  if ((amount.unit != "s" && amount.unit != "ms") || amount.number > longest_ms) return std::nullopt;
  return amount.number;
}

bool has_length_only(FaultKind kind) { return kind >= FaultKind::silent; }
bool comes_back(FaultKind kind) { return kind == FaultKind::unplug || kind == FaultKind::power; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; (at = text.find_first_not_of(" \t\r", at)) != std::string_view::npos;) {
    auto const end = std::min(text.find_first_of(" \t\r", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

/// The amount of a fault, where the word is one.
bool take_amount(FaultWish& wish, std::string_view word) {
  auto const kind = *wish.kind;
  auto const amount = read_amount(word);
  if (!amount) return false;
  wish.amount = amount->number;
  if (kind == FaultKind::late && amount->unit != "") {
    auto const ms = milliseconds_of(*amount);
    if (!ms) return false;
    wish.amount = *ms;
  } else if (!(amount->unit.empty() || (kind == FaultKind::lost && amount->unit == "%"))) {
    return false;
  }
  return wish.amount <= ranges[static_cast<std::size_t>(kind)].most;
}

}  // namespace

std::string_view name_of(FaultKind kind) { return names[static_cast<std::size_t>(kind)]; }

Result<FaultWish> parse_fault(std::string_view text) {
  auto const wrong = [&](std::string_view part) {
    return fault(Code::invalid, "signsim.bad_fault",
                 {{"fault", std::string(text)}, {"part", std::string(part)}, {"example", std::string(example)}});
  };
  auto const words = words_of(text);
  if (words.size() < 2) return wrong(text);
  FaultWish wish;
  wish.card = words[0];
  if (words[1] == "clear") return words.size() == 2 ? Result<FaultWish>(wish) : wrong(words[2]);
  auto const* const found = std::ranges::find(names, words[1]);
  if (found == names.end()) return wrong(words[1]);
  wish.kind = static_cast<FaultKind>(found - names.begin());
  wish.amount = ranges[static_cast<std::size_t>(*wish.kind)].otherwise;
  if (comes_back(*wish.kind)) wish.length = comes_back_after;

  std::size_t next = 2;
  if (next < words.size() && words[next] == "off") {
    wish.amount = 0;
    wish.length.reset();
    ++next;
  } else if (next < words.size() && words[next] == "on") {
    wish.length.reset();
    ++next;
  } else if (next < words.size() && !has_length_only(*wish.kind)) {
    if (!take_amount(wish, words[next])) return wrong(words[next]);
    ++next;
  }
  if (next < words.size()) {
    auto const amount = read_amount(words[next]);
    auto const ms = amount ? milliseconds_of(*amount) : std::nullopt;
    if (!ms) return wrong(words[next]);
    wish.length = std::chrono::milliseconds(static_cast<std::int64_t>(*ms));
    ++next;
  }
  if (next < words.size()) return wrong(words[next]);
  return wish;
}

void Disturbance::set(FaultWish const& wish, SteadyTime now) {
  if (!wish.kind) {
    faults_ = {};
  } else {
    auto& fault = faults_[static_cast<std::size_t>(*wish.kind)];
    fault.amount = wish.amount;
    fault.until.reset();
    if (wish.length && wish.amount > 0) fault.until = now + *wish.length;
  }
}

void Disturbance::turn(SteadyTime now) {
  for (auto& fault : faults_)
    if (fault.until && *fault.until <= now) fault = {};
  if (joined_ > 0 && (joining_until_ <= now || !has(FaultKind::joined))) {
    joined_ = 0;
    send(std::exchange(joining_, {}), now);
  }
}

bool Disturbance::is_lost() {
  // Drawn from whole numbers, which are the same everywhere.
  bool const lost = static_cast<double>(random_() % 1'000'000) < amount_of(FaultKind::lost) * 10'000;
  if (lost) ++lost_;
  return lost;
}

void Disturbance::put(Piece piece, SteadyTime now) {
  if (has(FaultKind::lost)) {
    if (line_ == Line::datagrams && is_lost()) return;
    if (line_ == Line::stream) std::erase_if(piece.bytes, [this](std::byte) { return is_lost(); });
  }
  if (has(FaultKind::joined))
    join(std::move(piece), now);
  else
    send(std::move(piece), now);
}

void Disturbance::join(Piece piece, SteadyTime now) {
  if (joined_ == 0) joining_until_ = now + joins_for;
  joining_.bytes.insert(joining_.bytes.end(), piece.bytes.begin(), piece.bytes.end());
  joining_.at = piece.at;
  if (++joined_ < static_cast<int>(amount_of(FaultKind::joined))) return;
  joined_ = 0;
  send(std::exchange(joining_, {}), now);
}

void Disturbance::send(Piece piece, SteadyTime arrives) {
  auto const late = std::chrono::microseconds(static_cast<std::int64_t>(amount_of(FaultKind::late) * 1'000));
  arrives += late;
  piece.at += late;
  // What was sent earlier arrives earlier, even if the line has become faster meanwhile.
  if (!on_the_way_.empty()) arrives = std::max(arrives, on_the_way_.back().arrives);
  auto const size = piece.bytes.size();
  auto const most = has(FaultKind::split) ? static_cast<std::size_t>(amount_of(FaultKind::split)) : size;
  std::size_t at = 0;
  do {
    auto const count = std::min(std::max<std::size_t>(most, 1), size - at);
    auto const first = piece.bytes.begin() + static_cast<std::ptrdiff_t>(at);
    if (bytes_on_the_way_ + count + piece_overhead > most_on_the_way) {
      lost_ += line_ == Line::stream ? count : 1;
    } else {
      bytes_on_the_way_ += count + piece_overhead;
      on_the_way_.push_back({{{first, first + static_cast<std::ptrdiff_t>(count)}, piece.at}, arrives});
    }
    at += count;
  } while (at < size);
}

std::optional<Disturbance::Piece> Disturbance::take(SteadyTime now) {
  if (on_the_way_.empty() || on_the_way_.front().arrives > now) return std::nullopt;
  auto piece = std::move(on_the_way_.front().piece);
  on_the_way_.pop_front();
  bytes_on_the_way_ -= piece.bytes.size() + piece_overhead;
  return piece;
}

void Disturbance::drop() {
  on_the_way_.clear();
  bytes_on_the_way_ = 0;
  joined_ = 0;
  joining_ = {};
}

std::optional<SteadyTime> Disturbance::due() const {
  std::optional<SteadyTime> first;
  auto const consider = [&first](SteadyTime time) { first = first ? std::min(*first, time) : time; };
  for (auto const& fault : faults_)
    if (fault.until) consider(*fault.until);
  if (!on_the_way_.empty()) consider(on_the_way_.front().arrives);
  if (joined_ > 0) consider(joining_until_);
  return first;
}

}  // namespace signboard
