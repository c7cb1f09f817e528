// The daemon is killed at any moment while people publish, change, withdraw, raise urgent notices and end them. What
// was acknowledged must be there after the next start, what was ended must not, and what was under way is one or the
// other.

#include "base/time.hpp"
#include "tests/support/ask.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <csignal>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <thread>
#include <utility>

using namespace signboard;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

/// What is known of one id: its words if it is in force.
using Words = std::optional<std::string>;

std::string path_of(std::string const& kind, std::string const& id) { return "/api/" + kind + "/" + id; }

/// Somebody who changes announcements of his own, one after the other, until nobody answers any more.
class Person {
 public:
  Person(std::filesystem::path socket, std::string kind, std::string name, std::string until, unsigned seed)
      : socket_(std::move(socket)),
        kind_(std::move(kind)),
        name_(std::move(name)),
        random_(seed),
        until_(std::move(until)) {}

  void work_until_cut_off() {
    in_flight_.reset();
    while (change_one()) continue;
  }

  struct Verdict {
    int lost = 0, back = 0;
  };
  /// Holds what is there against what was acknowledged, and goes on from it.
  Verdict judge() {
    Verdict verdict;
    for (int i = 0; i < ids; ++i) {
      auto const id = id_of(i);
      auto const found = look_up(id);
      auto& known = known_[id];
      bool const was_under_way = in_flight_ && in_flight_->first == id && in_flight_->second == found;
      if (found != known && !was_under_way) ++(known ? verdict.lost : verdict.back);
      known = found;
    }
    return verdict;
  }

  int acknowledged() const { return acknowledged_; }
  std::string const& trouble() const { return trouble_; }

 private:
  static constexpr int ids = 25;

  std::string id_of(int number) const { return name_ + "-" + std::to_string(number); }

  bool change_one() {
    auto const id = id_of(static_cast<int>(random_() % ids));
    auto const& known = known_[id];
    bool const ends = known && random_() % 2 == 0;
    in_flight_ = std::pair(id, ends ? Words() : Words("公告 " + std::to_string(++words_)));
    auto const told = ends ? end(id) : put(id, known.has_value(), *in_flight_->second);
    if (told.status == 0) return false;  // it may have happened, or not
    if (told.status != 200 && told.status != 201) {
      trouble_ = id + ": " + std::to_string(told.status);
      return false;
    }
    ++acknowledged_;
    known_[id] = std::exchange(in_flight_, std::nullopt)->second;
    return true;
  }

  Told end(std::string const& id) {
    return ask(socket_, "DELETE", path_of(kind_, id), kind_ == "urgent" ? R"({"reason": "over"})" : "");
  }

  Told put(std::string const& id, bool is_there, std::string const& words) {
    auto body = R"({"id": ")" + id + R"(", "text": ")" + words + "\"";
    if (kind_ == "urgent") body += R"(, "valid_until": ")" + until_ + "\"";
    body += "}";
    if (!is_there) return ask(socket_, "POST", "/api/" + kind_, body);
    // An urgent notice is not reworded.
    if (kind_ == "urgent") {
      in_flight_->second = known_[id];
      return ask(socket_, "PATCH", path_of(kind_, id), R"({"valid_until": ")" + until_ + "\"}");
    }
    return ask(socket_, "PUT", path_of(kind_, id), body, "If-Match: *\r\n");
  }

  Words look_up(std::string const& id) {
    auto const told = ask(socket_, "GET", path_of("announcements", id));
    if (told.status != 200) return std::nullopt;
    return std::string(told.body.at("text").as_string());
  }

  std::filesystem::path socket_;
  std::string kind_, name_;
  std::mt19937 random_;
  std::string until_;  // of urgent notices
  std::map<std::string, Words> known_;
  std::optional<std::pair<std::string, Words>> in_flight_;
  int words_ = 0, acknowledged_ = 0;
  std::string trouble_;
};

class KillTrial {
 public:
  KillTrial() {
    folder_.write("programme.toml", "");
    config_ = folder_.write("signboard.toml",
                            "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"off\"\n[[screen]]\n"
                            "name = \"lobby\"\nsize = \"96x16\"\ndriver = \"null\"\n");
    open();
    auto const until = in_six_hours();
    for (auto const* const name : {"zhang", "zhaxi", "li", "wang", "zhuoma"})
      people_.emplace_back(socket(), "announcements", name, until, seed_++);
    people_.emplace_back(socket(), "urgent", "duty", until, seed_++);
  }

  void run(int rounds) {
    for (; rounds_ < rounds; ++rounds_) {
      work_until_killed();
      open();
      for (auto& person : people_) {
        auto const verdict = person.judge();
        lost_ += verdict.lost;
        back_ += verdict.back;
        INFO(person.trouble());
        CHECK(person.trouble().empty());
      }
      if (ask(socket(), "GET", "/api/ledger/verify").status != 200) ++corrupt_;
    }
  }

  void require_nothing_lost(int least_acknowledged) const {
    int acknowledged = 0;
    for (auto const& person : people_) acknowledged += person.acknowledged();
    WARN(rounds_ << " times killed, " << acknowledged << " changes acknowledged; " << lost_ << " lost, " << back_
                 << " back, " << corrupt_ << " stores not in order");
    CHECK(acknowledged >= least_acknowledged);
    CHECK(lost_ == 0);
    CHECK(back_ == 0);
    CHECK(corrupt_ == 0);
  }

 private:
  std::filesystem::path socket() const { return folder_.path() / "signboard.sock"; }

  void open() {
    daemon_.emplace("signboardd", std::vector<std::string>{"--config", config_.string()}, folder_.path());
    for (int tries = 0; tries < 3'000; ++tries) {
      if (ask(socket(), "GET", "/api/status").status == 200) return;
      if (daemon_->wait(20ms)) break;  // it has ended
    }
    FAIL("signboardd did not come up: " + daemon_->errors());
  }

  // By the daemon's clock.
  std::string in_six_hours() const {
    auto const told = ask(socket(), "GET", "/api/clock");
    auto const now = parse_wall_time(std::string(told.body.at("now").as_string()), std::chrono::minutes{0});
    REQUIRE(now.has_value());
    return format_wall_time(std::chrono::floor<std::chrono::seconds>(*now) + 6h, std::chrono::minutes{0});
  }

  void work_until_killed() {
    std::vector<std::jthread> at_work;
    for (auto& person : people_) at_work.emplace_back([&person] { person.work_until_cut_off(); });
    CHECK_FALSE(daemon_->wait(std::chrono::milliseconds{20 + random_() % 400}));  // it does not end by itself
    daemon_->signal(SIGKILL);
    at_work.clear();
    REQUIRE(daemon_->wait(10s).has_value());
    daemon_.reset();
  }

  Scratch folder_;
  std::filesystem::path config_;
  std::optional<Child> daemon_;
  unsigned seed_ = 20'261'122;
  std::mt19937 random_{seed_};
  std::deque<Person> people_;
  int rounds_ = 0, lost_ = 0, back_ = 0, corrupt_ = 0;
};

}  // namespace

TEST_CASE("whenever the daemon is killed, what it acknowledged is there and what was ended stays away") {
  KillTrial trial;
  trial.run(20);
  trial.require_nothing_lost(200);
}

TEST_CASE("the daemon is killed two hundred times and forgets nothing", "[.soak]") {
  KillTrial trial;
  trial.run(200);
  trial.require_nothing_lost(5'000);
}
