#include "controller/turns.hpp"

#include "tests/support/catch.hpp"

#include <map>
#include <string>
#include <vector>

using namespace signboard;

namespace {

struct Counter {
  std::vector<std::size_t> told;
  std::vector<std::string> begun;
  std::map<std::string, Turns::Done> under_way;
  Turns turns{2, [this](std::size_t count) { told.push_back(count); }};

  Turns::Work work(std::string const& name) {
    return [this, name](Turns::Done done) {
      begun.push_back(name);
      under_way[name] = std::move(done);
    };
  }
  void through(std::string const& name) { under_way.at(name)(); }
};

}  // namespace

TEST_CASE_METHOD(Counter, "so many are under way at a time, and the others come in their order") {
  for (auto const* const name : {"a", "b", "c", "d"}) turns.take(work(name));
  CHECK(begun == std::vector<std::string>{"a", "b"});
  through("b");
  CHECK(begun == std::vector<std::string>{"a", "b", "c"});
  through("a");
  CHECK(begun.back() == "d");
  through("c");
  through("d");
  CHECK(told == std::vector<std::size_t>{1, 2, 1, 2, 1, 2, 1, 0});
}

TEST_CASE_METHOD(Counter, "beside what goes ahead nothing begins") {
  turns.take(work("a"));
  turns.take_ahead(work("urgent"));
  turns.take_ahead(work("warning"));
  turns.take(work("b"));
  through("a");
  through("urgent");
  CHECK(begun == std::vector<std::string>{"a", "urgent", "warning"});
  through("warning");
  CHECK(begun.back() == "b");
}

TEST_CASE_METHOD(Counter, "what is through at once makes room for the next, however many there are") {
  turns.take(work("a"));
  turns.take(work("b"));
  int count = 0;
  for (int i = 0; i < 100'000; ++i)
    turns.take([&count](Turns::Done const& done) {
      ++count;
      done();
    });
  CHECK(count == 0);
  through("a");
  CHECK(count == 100'000);
}
