// What a screen shows, would show and will show.

#include "controller/announcement_json.hpp"
#include "controller/desk.hpp"
#include "controller/foresight.hpp"
#include "controller/lineup_json.hpp"
#include "controller/messages.hpp"
#include "controller/remarks.hpp"
#include "controller/tryout.hpp"
#include "drivers/picture.hpp"

#include <boost/asio/post.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace signboard {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

// A moving preview: as long as anybody looks at a draft.
constexpr auto preview_longest = 20s;
constexpr auto between_pictures = 100ms;

// The draft as it is first seen whole: what comes in from an edge has reached the other one.
WallTime telling_moment(Chapter const& chapter) {
  for (auto const& [area, programme] : chapter.areas)
    if (!programme.entries().empty()) {
      auto const& scenes = programme.entries().front().composed->scenes;
      if (scenes.empty() || scenes.front()->parts.empty()) continue;
      auto const* const travel = std::get_if<Travel>(&scenes.front()->parts.front().movement);
      if (travel == nullptr) continue;
      auto const beats = travel->step.x > 0   ? -travel->start.x / travel->step.x
                         : travel->step.y > 0 ? -travel->start.y / travel->step.y
                                              : 0;
      return WallTime{scenes.front()->period * beats};
    }
  return {};
}

}  // namespace

// What the forecast needs to know the length of, and is not on the screens anyway, is set for it; so much and no more.
void Desk::forecast_for(ForecastQuery const& query, Tell const& tell) {
  constexpr std::size_t most_bills = 1'000, most_set = 300;
  auto const* const screen = backstage_.find_screen(query.screen);
  if (screen == nullptr)
    return tell(std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", query.screen}})});
  struct Outlook {
    std::vector<Bill> bills;
    std::map<std::pair<Announcement const*, std::string>, ComposedPtr> set;  // by area
    std::vector<std::pair<Announcement const*, std::string>> ordered;
  };
  auto const outlook = std::make_shared<Outlook>();
  auto const channels = channels_of(screen->venue);
  // Of ten years of announcements few matter to a week.
  auto const relevant =
      channels.size() == 1
          ? std::make_shared<Bulletin const>(backstage_.bulletin()->excerpt(channels.front(), query.from, query.until))
          : backstage_.bulletin();
  outlook->bills =
      bills_between([&](WallTime wall) { return bill_at(screen->venue, *relevant, backstage_.properties(), wall); },
                    query.from, query.until, most_bills);
  std::vector<Workshop::Order> orders;
  for (auto const& bill : outlook->bills)
    for (auto const& area : bill.areas)
      for (auto const& item : area.lineup.showing) {
        std::pair const key(item.get(), area.channel.area);
        if (area.content || outlook->set.contains(key)) continue;
        auto ready = backstage_.find_set(area, item);
        if (!ready && orders.size() == most_set) continue;
        if (!ready) {
          outlook->ordered.push_back(key);
          orders.push_back(
              [item, look = area.look](Typesetter& typesetter) { return compose(*item, look, typesetter); });
        }
        outlook->set.emplace(key, std::move(ready));
      }
  workshop_.compose(
      std::move(orders), wiring_.executor, [this, outlook, query, tell](std::vector<Result<Composed>> made) {
        for (std::size_t i = 0; i < made.size(); ++i)
          if (made[i]) outlook->set[outlook->ordered[i]] = std::make_shared<Composed const>(std::move(*made[i]));
        auto const find = [&](AreaBill const& area, AnnouncementPtr const& item) -> std::optional<ComposedPtr> {
          auto const known = outlook->set.find({item.get(), area.channel.area});
          if (known == outlook->set.end()) return std::nullopt;
          return known->second;
        };
        tell(plain_reply(
            to_json(foresee(outlook->bills, query.until, find),
                    {query.screen, query.from, query.until, is_dark(query.screen), rules_.playlist.utc_offset})));
      });
}

void Desk::answer_pictures(Answers& answers) {
  answers.picture = [this](Asked const&, PictureQuery const& query, Tell const& tell) {
    auto const* const screen = backstage_.find_screen(query.screen);
    if (screen == nullptr)
      return tell(std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", query.screen}})});
    auto const wall = query.at.value_or(clock_.now().wall);
    bool const dark = !query.at && is_dark(query.screen);
    workshop_.work([bill = backstage_.bill(*screen, wall), size = screen->venue.look.size, wall, dark, tell,
                    executor = wiring_.executor](Typesetter& typesetter) {
      Tryout tryout(typesetter);
      auto const png = encode_png(dark ? Frame(size) : tryout.frame(tryout.chapter(bill), wall, size), 1);
      asio::post(executor, [png, tell] {
        if (!png) return tell(std::vector{png.error()});
        tell(Reply{200, nullptr, {}, {}, "image/png", {reinterpret_cast<char const*>(png->data()), png->size()}});
      });
    });
  };
  answers.preview = [this](Asked const& asked, PreviewOrder const& order, Tell const& tell) {
    preview(order, asked, tell);
  };
}

// What is told of a draft, besides its picture.
struct DraftReport {
  json::array findings;
  std::vector<Error> errors;
  nanoseconds length{0};
  int pages = 0;
};

void Desk::preview(PreviewOrder const& order, Asked const& asked, Tell const& tell) {
  auto read = read_announcement(order.announcement, rules_.playlist);
  if (!read.errors.empty()) {
    for (auto& error : read.errors)
      for (auto& [name, value] : error.values)
        if (name == "field") value.insert(0, "/announcement");
    return tell(std::move(read.errors));
  }
  auto const* const screen = backstage_.find_screen(order.screen);
  if (screen == nullptr)
    return tell(
        std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", order.screen}, {"field", "/screen"}})});
  auto draft = std::move(read.value);
  DraftReport report;
  if (auto over = over_already(draft, asked.language)) report.findings.push_back(std::move(*over));
  draft.screens.clear();
  auto venue = screen->venue;
  if (!order.at) venue.plan = {};  // a draft is looked at by day and by night
  Bulletin bulletin;
  if (order.at) {
    bulletin = *backstage_.bulletin();
    if (!draft.published) draft.published = clock_.now().wall;
  } else {
    draft.schedule = {};
    draft.published.reset();
  }
  auto const name = "announcement \"" + draft.id + "\"";
  bulletin.put(std::move(draft));
  auto const at = order.at.value_or(WallTime{});
  workshop_.work([bill = bill_at(venue, bulletin, backstage_.properties(), at), venue, order, at, name, tell,
                  language = asked.language, report = std::move(report),
                  executor = wiring_.executor](Typesetter& typesetter) mutable {
    Tryout tryout(typesetter, [&](std::string const& what, Look const&, Result<Composed> const& composed) {
      if (what != name) return;
      if (!composed) return report.errors.push_back(composed.error());
      report.length = std::max(report.length, composed->length() / composed->repeats);
      report.pages = std::max(report.pages, composed->overflow_pages + 1);
      for (auto const& remark : composed->remarks)
        report.findings.push_back(json::object{{"id", signboard::name_of(remark.finding.kind)},
                                               {"title", worded(remark.finding, language)},
                                               {"language", remark.language},
                                               {"screen", order.screen}});
    });
    auto const size = venue.look.size;
    auto const chapter = tryout.chapter(bill);
    Reply reply;
    if (order.form == PreviewOrder::Form::findings) {
      auto const seconds = std::chrono::ceil<std::chrono::seconds>(report.length).count();
      reply.body =
          json::object{{"screen", order.screen},
                       {"width", size.width},
                       {"height", size.height},
                       {"duration_ms", std::chrono::duration_cast<std::chrono::milliseconds>(report.length).count()},
                       {"reading_seconds", seconds},
                       {"pages", std::max(1, report.pages)},
                       {"findings", report.findings}};
    } else if (order.form == PreviewOrder::Form::png) {
      auto const wall = order.at ? at : telling_moment(chapter);
      auto const png = encode_png(tryout.frame(chapter, wall, size), 1);
      if (!png)
        report.errors.push_back(png.error());
      else
        reply.bytes.assign(reinterpret_cast<char const*>(png->data()), png->size());
      reply.type = "image/png";
    } else {
      std::vector<Frame> frames;
      auto const length = std::clamp<nanoseconds>(report.length, between_pictures, preview_longest);
      for (auto passed = 0ns; passed < length; passed += between_pictures)
        frames.push_back(tryout.frame(chapter, at + passed, size));
      auto const gif = encode_gif(frames, between_pictures, 1);
      if (!gif)
        report.errors.push_back(gif.error());
      else
        reply.bytes.assign(reinterpret_cast<char const*>(gif->data()), gif->size());
      reply.type = "image/gif";
    }
    asio::post(executor, [reply = std::move(reply), errors = std::move(report.errors), tell]() mutable {
      for (auto& error : errors) error.values.emplace_back("field", "/announcement/text");
      if (!errors.empty()) return tell(std::move(errors));
      tell(std::move(reply));
    });
  });
}

}  // namespace signboard
