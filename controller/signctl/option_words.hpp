#pragma once

#include "controller/messages.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace signboard {

/// What the reader of a command line says of itself, in Chinese: its help and what it refuses. For programs whose
/// options speak the language of the locale; to be asked before subcommands are added, which take it over.
inline void speak(CLI::App& app, Language language) {
  if (language != Language::zh) return;
  app.set_help_flag("-h,--help", "显示本说明");
  for (auto const& [label, words] : {std::pair{"Usage", "用法"},
                                     {"OPTIONS", "选项"},
                                     {"Options", "选项"},
                                     {"SUBCOMMAND", "子命令"},
                                     {"SUBCOMMANDS", "子命令"},
                                     {"Subcommands", "子命令"},
                                     {"Positionals", "参数"},
                                     {"REQUIRED", "必填"},
                                     {"Needs", "同时需要"},
                                     {"Excludes", "不能同时用"}})
    app.get_formatter()->label(label, words);
  app.failure_message([](CLI::App const*, CLI::Error const& wrong) {
    auto const what = [&wrong]() -> std::string {
      switch (static_cast<CLI::ExitCodes>(wrong.get_exit_code())) {
        case CLI::ExitCodes::RequiredError:
          return "缺少子命令或必填的参数";
        case CLI::ExitCodes::ExtrasError:
          return "有不认识的参数";
        case CLI::ExitCodes::ConversionError:
        case CLI::ExitCodes::ValidationError:
          return "参数的值不能用";
        case CLI::ExitCodes::ArgumentMismatch:
          return "参数的个数不对";
        case CLI::ExitCodes::RequiresError:
        case CLI::ExitCodes::ExcludesError:
          return "这些参数不能这样合用";
        default:
          return "命令有误";
      }
    }();
    return what + "（" + wrong.what() + "）\n用 --help 查看用法。\n";
  });
}

}  // namespace signboard
