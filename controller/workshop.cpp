#include "controller/workshop.hpp"

#include <boost/asio/post.hpp>

#include <deque>
#include <iterator>
#include <utility>

namespace signboard {

namespace asio = boost::asio;

// Everything here is touched by the render thread alone.
struct Workshop::Bench {
  struct ComposeJob {
    std::vector<Order> orders;
    asio::any_io_executor answer_on;
    std::function<void(std::vector<Result<Composed>>)> answer;
    std::vector<Result<Composed>> made;
  };

  explicit Bench(std::unique_ptr<Typesetter> owned) : typesetter(std::move(owned)) {}

  void make_ink(std::vector<InkOrder> const& orders, asio::any_io_executor const& answer_on,
                std::function<void(std::vector<InkedTile>)> answer) {
    std::vector<InkedTile> inked;
    inked.reserve(orders.size());
    for (auto const& order : orders)
      inked.push_back({order.strip, order.tile, typesetter->ink(*order.strip, order.tile)});
    asio::post(answer_on,
               [answer = std::move(answer), inked = std::move(inked)]() mutable { answer(std::move(inked)); });
  }

  void compose_next() {
    auto& job = compose_jobs.front();
    job.made.push_back(job.orders[job.made.size()](*typesetter));
  }

  // What is complete is answered; true if there is more to do.
  bool go_on_after_one() {
    auto& job = compose_jobs.front();
    if (job.made.size() < job.orders.size()) return true;
    asio::post(job.answer_on,
               [answer = std::move(job.answer), made = std::move(job.made)]() mutable { answer(std::move(made)); });
    compose_jobs.pop_front();
    return !compose_jobs.empty();
  }

  std::unique_ptr<Typesetter> typesetter;
  std::deque<ComposeJob> compose_jobs;
};

Workshop::Workshop(std::unique_ptr<Typesetter> typesetter, Clock const& clock)
    : bench_(std::make_unique<Bench>(std::move(typesetter))), clock_(clock) {}

Workshop::~Workshop() { stop(); }

void Workshop::stop() {
  thread_.stop();
  thread_.join();
}

void Workshop::compose(std::vector<Order> orders, asio::any_io_executor answer_on,
                       std::function<void(std::vector<Result<Composed>>)> answer, Haste haste) {
  if (orders.empty()) {
    asio::post(answer_on, [answer = std::move(answer)] { answer({}); });
    return;
  }
  asio::post(thread_, [this, orders = std::move(orders), answer_on, answer = std::move(answer), haste]() mutable {
    auto& jobs = bench_->compose_jobs;
    auto const behind = haste == Haste::urgent ? jobs.begin() : jobs.end();
    jobs.insert(behind, {std::move(orders), std::move(answer_on), std::move(answer), {}});
    if (jobs.size() == 1) go_on();
  });
}

// One order at a time, each behind whatever has been ordered meanwhile.
void Workshop::go_on() {
  asio::post(thread_, [this] {
    auto const began = clock_.uptime();
    bench_->compose_next();
    spent_ += (clock_.uptime() - began).count();
    ++settings_;
    if (bench_->go_on_after_one()) go_on();
  });
}

void Workshop::work(std::function<void(Typesetter&)> job) {
  asio::post(thread_, [this, job = std::move(job)] { job(*bench_->typesetter); });
}

void Workshop::ink(std::vector<InkOrder> orders, asio::any_io_executor const& answer_on,
                   std::function<void(std::vector<InkedTile>)> answer) {
  asio::post(thread_, [this, orders = std::move(orders), answer_on, answer = std::move(answer)]() mutable {
    bench_->make_ink(orders, answer_on, std::move(answer));
  });
}

}  // namespace signboard
