#include "controller/signsim/report.hpp"

#include "controller/signsim/recorder.hpp"
#include "controller/spelling.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <cmath>
#include <cstdio>

namespace signboard {
namespace {

namespace json = boost::json;

std::string rate(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", number);
  return text.data();
}

std::string link_of(CardPlan const& plan) {
  auto const* const pty = std::get_if<PtyPlace>(&plan.place);
  return pty != nullptr ? pty->link : "";
}

}  // namespace

json::value status_of(std::span<StandIn const> cards, std::span<Note const> notes, WallTime at) {
  json::array all;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    auto const& card = cards[i];
    auto const tally = card.tally();
    json::object counts;
    for (auto const& [name, count] : tally.counts) counts[name] = count;
    json::object one;
    one["card"] = card.plan().name;
    one["driver"] = card.plan().kind->name;
    one["width"] = card.plan().size.width;
    one["height"] = card.plan().size.height;
    one["place"] = card.where();
    one["link"] = link_of(card.plan());
    one["digest"] = digest_of(card.shown());
    one["frames_per_second"] = std::lround(notes[i].frames_per_second);
    one["requested"] = notes[i].faults;
    one["dropped"] = card.disturbance().lost();
    one["power_cuts"] = card.power_cuts();
    one["faults"] = tally.faults;
    one["counts"] = std::move(counts);
    all.push_back(std::move(one));
  }
  json::object status;
  status["at"] = format_wall_time(at, std::chrono::minutes{0});
  status["cards"] = std::move(all);
  return status;
}

std::string line_about(StandIn const& card, Note const& note) {
  auto text = card.plan().name + " fps=" + rate(note.frames_per_second);
  for (auto const& [name, count] : card.tally().counts) text += " " + std::string(name) + "=" + std::to_string(count);
  if (card.disturbance().lost() > 0) text += " dropped=" + std::to_string(card.disturbance().lost());
  if (card.power_cuts() > 0) text += " power_cuts=" + std::to_string(card.power_cuts());
  if (!note.faults.empty()) text += " [" + note.faults + "]";
  return text;
}

std::string introduction_of(StandIn const& card) {
  auto const& plan = card.plan();
  auto text = plan.name + ": " + std::string(plan.kind->name) + " " + name_of(plan.size) + ", " + card.where();
  if (auto const link = link_of(plan); !link.empty()) text += " <- " + link;
  return text;
}

std::string caption_of(Note const& note, CardTally const& tally, Language language) {
  auto text = rate(note.frames_per_second) + (language == Language::zh ? " 帧/秒" : " fps");
  if (tally.faults > 0) text += (language == Language::zh ? "，异常 " : ", faults ") + std::to_string(tally.faults);
  if (!note.faults.empty()) text += " [" + note.faults + "]";
  return text;
}

}  // namespace signboard
