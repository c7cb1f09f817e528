#include "controller/option_words.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signboard {
namespace {

constexpr auto npos = std::string_view::npos;

// What stands before and behind a part of a sentence; behind nothing if it is not there.
std::pair<std::string, std::string> parted(std::string_view sentence, std::string_view part) {
  auto const at = sentence.find(part);
  if (at == npos) return {std::string(sentence), {}};
  return {std::string(sentence.substr(0, at)), std::string(sentence.substr(at + part.size()))};
}

// CLI11's sentences are taken apart at their own words; one it does not have yet is handed on as it is.
std::string in_chinese(CLI::Error const& wrong) {
  std::string_view const said = wrong.what();
  switch (static_cast<CLI::ExitCodes>(wrong.get_exit_code())) {
    case CLI::ExitCodes::RequiredError: {
      auto const what = parted(said, " is required").first;
      return what == "A subcommand" ? "缺少子命令" : "缺少 " + what;
    }
    case CLI::ExitCodes::ExtrasError:
      return "不认识 " + parted(said, "expected: ").second;
    case CLI::ExitCodes::ConversionError:
      return "不是数：" + parted(said, "Could not convert: ").second;
    case CLI::ExitCodes::ValidationError: {
      auto const [value, choices] = parted(said, " not in ");
      return choices.empty() ? "值不能用：" + value : "值不能用：" + value + "，只能是 " + choices;
    }
    case CLI::ExitCodes::ArgumentMismatch:
      return parted(said, ": ").first + " 后面的值太少或太多";
    case CLI::ExitCodes::RequiresError: {
      auto const [one, other] = parted(said, " requires ");
      return one + " 要和 " + other + " 一起用";
    }
    case CLI::ExitCodes::ExcludesError: {
      auto const [one, other] = parted(said, " excludes ");
      return one + " 不能和 " + other + " 一起用";
    }
    default:
      return "命令有误：" + std::string(said);
  }
}

class ChineseHelp : public CLI::Formatter {
 public:
  ChineseHelp() {
    for (auto const& [label, words] : {std::pair{"Usage", "用法"},
                                       {"OPTIONS", "选项"},
                                       {"SUBCOMMAND", "子命令"},
                                       {"SUBCOMMANDS", "子命令"},
                                       {"Positionals", "参数"},
                                       {"REQUIRED", "必填"},
                                       {"Needs", "同时需要"},
                                       {"Excludes", "不能同时用"}})
      this->label(label, words);
  }

  std::string make_group(std::string group, bool is_positional,
                         std::vector<CLI::Option const*> options) const override {
    if (group == "Options") group = "选项";  // the name it has where nobody gave it another
    return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
  }

  std::string make_option(CLI::Option const* option, bool is_positional) const override {
    std::ostringstream line;
    auto left = make_option_name(option, is_positional) + make_option_opts(option);
    auto width = get_column_width() + wider_than_shown(left);
    if (left.size() + 2 >= width) {  // gets a line of its own
      line << "  " << std::exchange(left, {}) << '\n';
      width = get_column_width();
    }
    CLI::detail::format_help(line, left, make_option_desc(option), width);
    return line.str();
  }

  std::string make_option_opts(CLI::Option const* option) const override {
    auto words = CLI::Formatter::make_option_opts(option);
    for (auto const& [kind, name] : {std::pair<std::string_view, std::string_view>{":INT in ", "："},
                                     {"TEXT", "文字"},
                                     {"UINT", "整数"},
                                     {"INT", "整数"}})
      for (auto at = words.find(kind); at < words.find('='); at = words.find(kind))  // but not in what is the default
        words.replace(at, kind.size(), name);
    return words;
  }

 private:
  // The columns are counted in bytes. A Chinese character has three, and fills two columns.
  static std::size_t wider_than_shown(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE0; }));
  }
};

}  // namespace

void speak(CLI::App& app, Language language) {
  if (language != Language::zh) return;
  app.formatter(std::make_shared<ChineseHelp>());
  app.group("子命令");
  app.set_help_flag("-h,--help", "显示本说明");
  app.failure_message(
      [](CLI::App const*, CLI::Error const& wrong) { return in_chinese(wrong) + "\n用 --help 查看用法。\n"; });
}

}  // namespace signboard
