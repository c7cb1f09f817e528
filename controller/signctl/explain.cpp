#include "base/limits.hpp"
#include "controller/remarks.hpp"
#include "controller/signctl/commands.hpp"
#include "controller/signctl/sources.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cmath>
#include <string>

namespace signboard {
namespace {

namespace json = boost::json;

json::array to_json(std::vector<std::size_t> const& places) {
  json::array out;
  for (auto const place : places) out.push_back(place);
  return out;
}

json::object to_json(Explanation::Run const& run) {
  json::array glyphs;
  for (auto const& glyph : run.glyphs)
    glyphs.push_back(json::object{{"glyph", glyph.glyph},
                                  {"cluster", glyph.cluster},
                                  {"x_advance", glyph.x_advance},
                                  {"x_offset", glyph.x_offset},
                                  {"y_offset", glyph.y_offset}});
  json::object out;
  out["script"] = run.script;
  out["lang"] = run.language;
  out["font"] = run.font;
  out["direction"] = run.right_to_left ? "rtl" : "ltr";
  out["offset"] = run.offset;
  out["length"] = run.length;
  // Boost.JSON writes 2.5 as 2.5E0; sixty-fourths of a pixel are whole numbers, as FreeType counts them.
  out["ppem_64"] = std::int64_t{std::lround(run.pixels_per_em * 64.0)};
  out["baseline"] = run.baseline;
  out["glyphs"] = std::move(glyphs);
  return out;
}

json::array to_json(Coverage const& coverage, Language language) {
  json::array out;
  for (auto const& finding : coverage.findings)
    out.push_back(json::object{{"kind", name_of(finding.kind)},
                               {"character", character_name(finding.character)},
                               {"offset", finding.offset},
                               {"position", finding.position},
                               {"count", finding.count},
                               {"rows", finding.rows},
                               {"message", worded(finding, language)}});
  return out;
}

json::object to_json(Explanation const& explanation, Language language) {
  json::array runs;
  for (auto const& run : explanation.runs) runs.push_back(to_json(run));
  json::array missing;
  for (auto const& finding : explanation.coverage.findings)
    if (finding.kind == Finding::Kind::missing_glyph) missing.emplace_back(character_name(finding.character));
  json::object out;
  out["text"] = explanation.text;
  out["units"] = explanation.units;
  out["runs"] = std::move(runs);
  out["breaks"] = to_json(explanation.breaks);
  out["graphemes"] = to_json(explanation.graphemes);
  out["width"] = explanation.width;
  out["ink_rows"] = json::array{explanation.ink_top, explanation.ink_bottom};
  out["missing"] = std::move(missing);
  out["coverage"] = to_json(explanation.coverage, language);
  return out;
}

void say(Explanation const& explanation, Console const& console) {
  console.say(std::string(choose(console, "单位：", "units: ")) + explanation.units +
              std::string(choose(console, "，宽 ", ", width ")) + std::to_string(explanation.width) +
              std::string(choose(console, "，墨迹行 ", ", ink rows ")) + std::to_string(explanation.ink_top) + ".." +
              std::to_string(explanation.ink_bottom));
  for (auto const& run : explanation.runs) {
    console.say(run.script + " " + run.language + (run.right_to_left ? " rtl " : " ltr ") + run.font + " [" +
                std::to_string(run.offset) + "+" + std::to_string(run.length) + "]");
    std::string line = " ";
    for (auto const& glyph : run.glyphs) {
      line += " " + std::to_string(glyph.glyph) + "=" + std::to_string(glyph.cluster);
      if (glyph.x_offset != 0 || glyph.y_offset != 0)
        line += "@" + std::to_string(glyph.x_offset) + "," + std::to_string(glyph.y_offset);
      line += "+" + std::to_string(glyph.x_advance);
    }
    console.say(line);
  }
  std::string breaks(choose(console, "可断行处：", "break places:"));
  for (auto const place : explanation.breaks) breaks += " " + std::to_string(place);
  console.say(breaks);
  for (auto const& finding : explanation.coverage.findings) console.say(worded(finding, console.language));
}

}  // namespace

Exit explain(ExplainOptions const& options, Console const& console) {
  if ((options.units == "font") == options.font.empty() || (options.units != "font" && options.units != "px"))
    return console.complain(fault(Code::invalid, "cli.font_needs_units"));
  auto sources = read_sources(options.source, std::chrono::minutes{480});
  if (!sources.errors.empty()) return console.complain(sources.errors);
  auto const& text = sources.announcements.front().texts.front();

  Result<Explanation> explanation = Explanation{};
  if (options.units == "font") {
    explanation = explain_in_font_units({options.font, options.face, text.words, text.language, options.features});
  } else {
    auto const depth = parse_depth("--depth", options.depth);
    if (!depth) return console.complain(depth.error());
    auto typesetter = open_typesetter(std::nullopt);
    if (!typesetter) return console.complain(typesetter.error());
    explanation = (*typesetter)
                      ->explain(text.words,
                                {options.height, *depth == Depth::rgb ? Raster::grey : Raster::bilevel, text.language});
  }
  if (!explanation) return console.complain(explanation.error());
  if (console.json)
    console.say(json::value(to_json(*explanation, console.language)));
  else
    say(*explanation, console);
  return Exit::fine;
}

Exit lint(LintOptions const& options, Console const& console) {
  auto craft = read_look(options.look);
  if (!craft.errors.empty()) return console.complain(craft.errors);
  if (options.height != not_given) craft.look.size.height = options.height;
  if (craft.look.size.height < limits::type_rows_min || craft.look.size.height > limits::screen_side_max)
    return console.complain(
        fault(Code::invalid, "cli.bad_value",
              {{"option", "--height"},
               {"value", std::to_string(options.height)},
               {"wanted", std::to_string(limits::type_rows_min) + ".." + std::to_string(limits::screen_side_max)}}));
  auto sources = read_sources(options.source, craft.config ? craft.config->utc_offset : std::chrono::minutes{480});
  if (!sources.errors.empty()) return console.complain(sources.errors);
  auto typesetter = open_typesetter(craft.config);
  if (!typesetter) return console.complain(typesetter.error());

  bool clean = true;
  json::array all;
  for (auto const& announcement : sources.announcements) {
    auto const composed = compose(announcement, craft.look, **typesetter);
    json::array findings;
    std::vector<std::string> lines;
    auto const find = [&](std::string_view kind, std::string const& language, std::string message,
                          Finding const& finding) {
      findings.push_back(json::object{{"kind", kind},
                                      {"language", language},
                                      {"character", character_name(finding.character)},
                                      {"offset", finding.offset},
                                      {"position", finding.position},
                                      {"count", finding.count},
                                      {"rows", finding.rows},
                                      {"message", message}});
      lines.push_back(announcement.id + ": " + message);
    };
    if (!composed) {
      find("refused", "", worded(composed.error(), console.language), {});
    } else {
      for (auto const& [language, finding] : composed->remarks)
        find(name_of(finding.kind), language, worded(finding, console.language), finding);
      if (composed->overflow_pages > 0)
        find("overflow", "",
             worded("finding.overflow", {{"pages", std::to_string(composed->overflow_pages + 1)}}, console.language),
             {});
    }
    clean = clean && findings.empty();
    all.push_back(json::object{{"id", announcement.id}, {"findings", std::move(findings)}});
    if (!console.json)
      for (auto const& line : lines) console.say(line);
  }
  if (console.json)
    console.say(json::value(json::object{{"announcements", std::move(all)}, {"clean", clean}}));
  else if (clean)
    console.say(choose(console, "没有发现问题。", "Nothing was found."));
  return clean ? Exit::fine : Exit::found_faults;
}

}  // namespace signboard
