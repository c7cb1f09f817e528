#include "controller/help/help_pages.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace signboard {
namespace {

constexpr auto npos = std::string_view::npos;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The words of a line that begins a block, without what marks it.
std::optional<std::string_view> after(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark)) return std::nullopt;
  return line.substr(mark.size());
}

/// `1. words`, with any number.
std::optional<std::string_view> numbered(std::string_view line) {
  auto const digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits == 0 || !line.substr(digits).starts_with(". ")) return std::nullopt;
  return line.substr(digits + 2);
}

/// The line under a heading that leads to the same page in the other language: where there are buttons for it, or
/// `--language`, it is left out.
bool leads_elsewhere(std::string_view line) { return line.starts_with("[English](") || line.starts_with("[中文]("); }

void put_escaped(std::string& out, std::string_view text) {
  for (char const c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
}

std::string_view word_of(Language language) { return language == Language::zh ? "zh" : "en"; }

/// `F101.md` and `F101.zh.md` are pages here too; what else a page names is a document of the source tree.
std::string address_of(std::string_view link) {
  auto const name = link.substr(0, link.find('.'));
  auto const query = "?lang=" + std::string(word_of(link.ends_with(".zh.md") ? Language::zh : Language::en));
  if (name == "README") return "/help" + query;
  if (link.find('/') != npos || !name.starts_with('F')) return {};
  return "/help/" + std::string(name) + query;
}

/// Within a line: `code`, **bold**, [words](link).
class Inline {
 public:
  explicit Inline(std::string_view text) : text_(text) {}

  std::string html() {
    std::string out;
    while (!text_.empty()) {
      if (auto const code = between("`", "`")) {
        out += "<code>";
        put_escaped(out, *code);
        out += "</code>";
      } else if (auto const bold = between("**", "**")) {
        out += "<b>" + Inline(*bold).html() + "</b>";
      } else if (auto const words = between("[", "](")) {
        put_link(out, *words);
      } else {
        put_escaped(out, text_.substr(0, 1));
        text_.remove_prefix(1);
      }
    }
    return out;
  }

  std::string plain() {
    std::string out;
    while (!text_.empty()) {
      if (auto const bold = between("**", "**")) {
        out += Inline(*bold).plain();
      } else if (auto const words = between("[", "](")) {
        out += *words;
        text_.remove_prefix(std::min(text_.find(')'), text_.size() - 1) + 1);
      } else {
        out += text_.front();
        text_.remove_prefix(1);
      }
    }
    return out;
  }

 private:
  /// What stands between the two marks if the text begins with the first; the text then goes on after the second.
  std::optional<std::string_view> between(std::string_view open, std::string_view close) {
    if (!text_.starts_with(open)) return std::nullopt;
    auto const end = text_.find(close, open.size());
    if (end == npos) return std::nullopt;
    auto const inside = text_.substr(open.size(), end - open.size());
    text_.remove_prefix(end + close.size());
    return inside;
  }

  void put_link(std::string& out, std::string_view words) {
    auto const end = std::min(text_.find(')'), text_.size());
    auto const address = address_of(text_.substr(0, end));
    text_.remove_prefix(std::min(end + 1, text_.size()));
    if (address.empty()) return put_escaped(out, words);
    out += "<a href=\"" + address + "\">";
    put_escaped(out, words);
    out += "</a>";
  }

  std::string_view text_;
};

/// Blocks, one after the other; a list or a paragraph stays open until a line that does not go on with it.
class HtmlBlocks {
 public:
  void take(std::string_view line) {
    if (leads_elsewhere(line)) return;
    if (line.empty()) return close();
    if (auto const small = after(line, "## ")) return heading("h2", *small);
    if (auto const large = after(line, "# ")) return heading("h1", *large);
    if (auto const step = numbered(line)) return item("ol", *step);
    if (auto const point = after(line, "* ")) return item("ul", *point);
    if (auto const command = after(line, "    ")) return text("pre", *command, "\n");
    if (open_ == "ol" || open_ == "ul") return go_on(line.substr(std::min(line.find_first_not_of(' '), line.size())));
    text("p", line, " ");
  }

  std::string finish() {
    close();
    return std::move(out_);
  }

 private:
  void heading(std::string_view tag, std::string_view words) {
    close();
    put("<", tag, ">" + Inline(words).html() + "</", tag, ">\n");
  }

  void item(std::string_view list, std::string_view words) {
    if (open_ != list) begin(list);
    out_ += "<li>" + Inline(words).html();
  }

  void go_on(std::string_view words) { out_ += " " + Inline(words).html(); }

  void text(std::string_view tag, std::string_view words, std::string_view joint) {
    bool const goes_on = open_ == tag;
    if (!goes_on) begin(tag);
    if (goes_on) out_ += joint;
    out_ += Inline(words).html();
  }

  void begin(std::string_view tag) {
    close();
    open_ = tag;
    put("<", tag, ">");
  }

  void close() {
    if (!open_.empty()) put("</", open_, ">\n");
    open_ = {};
  }

  template <class... Part>
  void put(Part const&... part) {
    ((out_ += part), ...);
  }

  std::string out_;
  std::string_view open_;
};

}  // namespace

HelpPage const* find_help(std::string_view number, Language language) {
  std::string name;
  for (char const c : number) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  if (name.empty()) name = "README";
  if (name.front() >= '0' && name.front() <= '9') name.insert(name.begin(), 'F');
  auto const pages = help_pages();
  auto const found =
      std::ranges::find_if(pages, [&](HelpPage const& page) { return page.name == name && page.language == language; });
  return found == pages.end() ? nullptr : &*found;
}

std::string_view heading_of(HelpPage const& page) {
  auto const first = page.markdown.substr(0, page.markdown.find('\n'));
  return after(first, "# ").value_or(first);
}

std::string help_html(HelpPage const& page) {
  HtmlBlocks blocks;
  for (auto const line : lines_of(page.markdown)) blocks.take(line);
  bool const is_zh = page.language == Language::zh;
  auto const here = page.name == "README" ? std::string("/help") : "/help/" + std::string(page.name);
  std::string out = is_zh ? "<!doctype html>\n<html lang=\"zh-Hans\">\n" : "<!doctype html>\n<html lang=\"en\">\n";
  out += "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  put_escaped(out, heading_of(page));
  out += "</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n<main class=\"help\">\n<nav>";
  out += is_zh ? "<a href=\"/\">返回</a> <a href=\"/help?lang=zh\">全部故障</a> "
               : "<a href=\"/\">Back</a> <a href=\"/help?lang=en\">All faults</a> ";
  out += is_zh ? "<a href=\"" + here + "?lang=en\" lang=\"en\">English</a>"
               : "<a href=\"" + here + "?lang=zh\" lang=\"zh-Hans\">中文</a>";
  return out + "</nav>\n" + blocks.finish() + "</main>\n";
}

std::string help_text(HelpPage const& page) {
  std::string out;
  bool was_empty = false;
  for (auto const line : lines_of(page.markdown)) {
    if (leads_elsewhere(line) || (line.empty() && was_empty)) continue;
    was_empty = line.empty();
    auto words = line;
    if (auto const small = after(line, "## "))
      words = *small;
    else if (auto const large = after(line, "# "))
      words = *large;
    out += Inline(words).plain() + "\n";
  }
  return out;
}

}  // namespace signboard
