#include "controller/signctl/verb_lines.hpp"

namespace signboard {

void VerbLines::add_to(CLI::App& app) {
  add_notices(app);
  add_edit(app);
  add_listing(app);
  add_urgent(app);
  add_blackout(app);
  add_office(app);
  add_ledger(app);
  add_copies(app);
  add_preview(app);
}

// A verb that stands before others (`ledger`, `ledger verify`) is carried out unless one of them is named.
CLI::App& VerbLines::add(CLI::App& app, std::string const& name, std::string const& summary,
                         std::function<Exit()> action) {
  auto& verb = *app.add_subcommand(name, summary);
  verb.add_flag("--json", console_.json, say("以 JSON 输出", "answer in JSON"));
  verb.callback([this, &verb, action = std::move(action)] {
    if (verb.get_subcommands().empty()) chosen_ = action;
  });
  return verb;
}

void VerbLines::add_daemon(CLI::App& verb) {
  verb.add_option("--url", errand_.daemon.url,
                  say("signboardd 的地址，如 http://127.0.0.1:8470", "where signboardd is: http://127.0.0.1:8470"));
  verb.add_option("--socket", errand_.daemon.socket,
                  say("signboardd 的套接字文件；都不写则用 $SIGNBOARD_SOCKET 或通常的位置",
                      "the unix socket of signboardd; with neither $SIGNBOARD_SOCKET, or the usual one"));
  verb.add_option("--key", errand_.daemon.key,
                  say("幂等键：用同一个键重发，只算一次；不写则自动生成",
                      "idempotency key: what is sent again under it happens once; made up if not given"));
}

void VerbLines::add_text(CLI::App& verb) {
  verb.add_option("--text", draft_.text, say("文字", "the words"));
  verb.add_option("--file", draft_.text_file, say("UTF-8 文本文件", "a UTF-8 text file"));
  verb.add_option("--lang", draft_.language,
                  say("文字的语言：zh-Hans、bo、ug、mn、ii、en；不写则按文字判断",
                      "language of the words: zh-Hans, bo, ug, mn, ii, en; by their script if not given"));
  verb.add_option("--also", draft_.also,
                  say("另一种语言的同样内容：--also bo 文字", "the same in another language: --also bo WORDS"))
      ->allow_extra_args(false);
  verb.add_option("--title", draft_.title, say("标题，不上屏", "the title, never on the wall"));
}

void VerbLines::add_look(CLI::App& verb) {
  verb.add_option("--effect", draft_.effect, "auto, hold, scroll_left, scroll_up, page");
  verb.add_option("--speed", draft_.speed_px_s, say("速度，像素每秒", "speed in pixels a second"));
  verb.add_option("--hold", draft_.hold_ms, say("停留时间，毫秒", "hold time in milliseconds"));
  verb.add_option("--repeats", draft_.repeats, say("轮到一次播几遍", "how often it plays in its turn"));
  verb.add_option("--lines", draft_.lines, say("屏幕高度内排几行", "lines of type in the height of the screen"));
  verb.add_option("--transition", draft_.transition, "cut, wipe, roll");
  verb.add_option("--ink", draft_.ink, say("颜色 #rrggbb", "colour #rrggbb"));
  verb.add_option("--second-ink", draft_.second_ink, say("第二种颜色 #rrggbb", "second colour #rrggbb"));
  verb.add_option("--colouring", draft_.colouring, "plain, gradient_down, gradient_across, two_tone");
  verb.add_flag("--blinks", draft_.blinks, say("闪烁", "it blinks"));
}

void VerbLines::add_places(CLI::App& verb) {
  verb.add_option("--screens", draft_.screens,
                  say("哪些屏幕，用逗号隔开；不写则全部", "which screens, with commas; all if not given"))
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--areas", draft_.areas, say("分区屏幕的哪些区域", "which areas of divided screens"))
      ->delimiter(',')
      ->allow_extra_args(false);
}

void VerbLines::add_times(CLI::App& verb) {
  verb.add_option("--until", draft_.until,
                  say("到何时止：2026-11-22T19:40、19:40（今天）、2026-11-22（当天结束）",
                      "until when: 2026-11-22T19:40, 19:40 (today), 2026-11-22 (the end of that day)"));
  verb.add_option("--for", draft_.lasts, say("从现在起多久：90m、3h、1d", "for how long from now: 90m, 3h, 1d"));
}

void VerbLines::add_hours(CLI::App& verb) {
  verb.add_option("--from", draft_.from, say("从何时起，写法同 --until", "from when, written like --until"));
  verb.add_option("--weekdays", draft_.weekdays, "mon,tue,wed,thu,fri,sat,sun")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--windows", draft_.windows,
                  say("每天的时段，如 08:30-12:00,14:30-18:00", "hours of the day, like 08:30-12:00,14:30-18:00"))
      ->delimiter(',')
      ->allow_extra_args(false);
}

void VerbLines::add_draft(CLI::App& verb) {
  add_text(verb);
  verb.add_option("--rank", draft_.rank, "filler, routine, insert");
  add_look(verb);
  add_places(verb);
  add_times(verb);
  add_hours(verb);
}

void VerbLines::add_reason(CLI::App& verb, std::string& reason) {
  verb.add_option("--reason", reason, say("原因，记入台账", "why, for the ledger"));
}

void VerbLines::add_folder(CLI::App& verb, std::string& state, std::string& config) {
  verb.add_option("--state", state, say("signboardd 的状态目录", "the folder of the state of signboardd"));
  verb.add_option("--config", config,
                  say("从配置文件的 state 取状态目录；都不写则用 /etc/signboard/signboard.toml",
                      "take that folder from `state` in this configuration; with neither "
                      "/etc/signboard/signboard.toml"));
}

void VerbLines::add_notices(CLI::App& app) {
  auto& verb = add(app, "announce", say("发布公告", "publish announcements"), [this] {
    announce_.draft = draft_;
    return announce(announce_, errand_, console_);
  });
  add_daemon(verb);
  add_draft(verb);
  verb.add_option("chosen", announce_.chosen,
                  say("播放列表中的编号；不写则全部", "ids of the playlist; all of it if not given"));
  verb.add_option("--id", announce_.id, say("编号；不写则自动生成", "the id; made up if not given"));
  verb.add_option("--playlist", announce_.playlist, say("播放列表文件（TOML）", "a playlist file (TOML)"));
  verb.add_option("--json-file", announce_.json_file,
                  say("JSON 文件：一条公告或一个列表", "a JSON file: an announcement or a list of them"));
}

void VerbLines::add_edit(CLI::App& app) {
  auto& change =
      add(app, "edit", say("修改公告；没有写的保持不变", "edit an announcement; what is not said stays"), [this] {
        return edit({id_, draft_, version_}, errand_, console_);
      });
  add_daemon(change);
  add_draft(change);
  change.add_option("id", id_, say("编号", "the id"))->required();
  change
      .add_option("--clear", draft_.cleared,
                  say("去掉这些键，如 valid_until,screens", "drop these keys, like valid_until,screens"))
      ->delimiter(',')
      ->allow_extra_args(false);
  change.add_option("--if-version", version_, say("仅当版本仍是这个", "only if this version is still in force"));

  auto& end = add(app, "withdraw", say("撤下公告", "withdraw an announcement"),
                  [this] { return withdraw(end_, errand_, console_); });
  add_daemon(end);
  end.add_option("id", end_.id, say("编号", "the id"))->required();
  end.add_option("--if-version", end_.version, say("仅当版本仍是这个", "only if this version is still in force"));
  add_reason(end, end_.reason);
}

void VerbLines::add_listing(CLI::App& app) {
  auto& all =
      add(app, "list", say("列出公告", "list the announcements"), [this] { return list(list_, errand_, console_); });
  add_daemon(all);
  all.add_option("--rank", list_.rank, "filler, routine, insert, urgent, warning");
  all.add_option("--origin", list_.origin, "desk, file, import");
  all.add_option("--screen", list_.screen, say("只列这块屏幕的", "only those of this screen"));

  auto& one = add(app, "show", say("显示一条公告的全部内容", "show all of one announcement"),
                  [this] { return show(id_, errand_, console_); });
  add_daemon(one);
  one.add_option("id", id_, say("编号", "the id"))->required();
}

void VerbLines::add_urgent(CLI::App& app) {
  auto& urgent = *app.add_subcommand("urgent", say("紧急通知和预警转发", "urgent notices and relayed warnings"));
  urgent.require_subcommand(1);
  auto const options = [this] { return UrgentOptions{id_, draft_, is_warning_}; };

  auto& start = add(urgent, "start", say("立即上屏", "on the screens at once"),
                    [this, options] { return start_urgent(options(), errand_, console_); });
  add_daemon(start);
  add_text(start);
  add_look(start);
  add_places(start);
  add_times(start);
  start.add_option("--id", id_, say("编号；不写则自动生成", "the id; made up if not given"));
  start.add_flag("--warning", is_warning_, say("预警转发（高于紧急通知）", "a relayed warning, above urgent notices"));

  auto& extend = add(urgent, "extend", say("改结束时间", "give it another end"),
                     [this, options] { return extend_urgent(options(), errand_, console_); });
  add_daemon(extend);
  add_times(extend);
  extend.add_option("id", id_, say("编号", "the id"))->required();

  auto& end = add(urgent, "end", say("结束", "end it"), [this] { return end_urgent(end_, errand_, console_); });
  add_daemon(end);
  end.add_option("id", end_.id, say("编号", "the id"))->required();
  add_reason(end, end_.reason);

  add_daemon(add(urgent, "list", say("列出生效中的", "list those in force"),
                 [this] { return list_urgent(errand_, console_); }));
}

void VerbLines::add_blackout(CLI::App& app) {
  auto& blackout = *app.add_subcommand("blackout", say("黑屏", "dark screens"));
  blackout.require_subcommand(1);
  auto const add_screens = [this](CLI::App& verb) {
    verb.add_option("--screens", dark_.screens, say("哪些屏幕；不写则全部", "which screens; all if not given"))
        ->delimiter(',')
        ->allow_extra_args(false);
  };
  auto& on =
      add(blackout, "on", say("立即黑屏；signboardd 不应答时也有效", "dark at once; also when signboardd is dumb"),
          [this] { return black_out(dark_, errand_, console_); });
  add_daemon(on);
  add_screens(on);
  add_reason(on, dark_.reason);
  add_folder(on, dark_.state, dark_.config);

  auto& off = add(blackout, "off", say("解除黑屏", "lift the blackout"),
                  [this] { return lift_blackout(dark_, errand_, console_); });
  add_daemon(off);
  add_screens(off);
  off.add_option("--reason", dark_.reason, say("原因，记入台账", "why, for the ledger"))->required();

  add_daemon(add(blackout, "status", say("哪些屏幕已黑屏", "what is blacked out"),
                 [this] { return blackout_status(errand_, console_); }));
}

void VerbLines::add_office(CLI::App& app) {
  auto& ahead = add(app, "forecast", say("一段时间内会播什么", "what will be on in a span of time"),
                    [this] { return forecast(forecast_, errand_, console_); });
  add_daemon(ahead);
  ahead.add_option("screen", forecast_.screen, say("屏幕", "the screen"))->required();
  ahead.add_option("--from", forecast_.from, say("从何时；不写则现在", "from when; now if not given"));
  ahead.add_option("--to", forecast_.until, say("到何时", "until when"));
  ahead.add_option("--for", forecast_.lasts, say("多久；不写则 1d", "for how long; 1d if not given"));

  add_daemon(add(app, "faults", say("现在有什么故障；有则退出码为 3", "what is wrong now; exit code 3 if anything is"),
                 [this] { return list_faults(errand_, console_); }));

  add(app, "fault",
      say("一个故障编号的说明；不写编号则列出全部", "what to do about a fault; the list if no number is given"),
      [this] { return explain_fault(id_, console_); })
      .add_option("number", id_, say("编号，如 F101", "the number, like F101"));

  auto& clock = add(app, "clock", say("时钟是否可信", "whether the clock is believed"),
                    [this] { return show_clock(errand_, console_); });
  add_daemon(clock);
  add_daemon(add(clock, "confirm", say("确认时间无误", "say that the time is right"),
                 [this] { return confirm_clock(errand_, console_); }));
}

void VerbLines::add_ledger(CLI::App& app) {
  auto& ledger =
      add(app, "ledger", say("读台账", "read the ledger"), [this] { return read_ledger(ledger_, errand_, console_); });
  auto const add_after = [this](CLI::App& verb) {
    verb.add_option("--after", ledger_.after, say("接在这个序号之后", "after this number"));
  };
  add_daemon(ledger);
  add_after(ledger);
  ledger.add_option("--limit", ledger_.limit, say("最多几行", "how many rows at most"))->check(CLI::Range(1, 1000));

  add_daemon(add(ledger, "verify", say("核对台账；被改动则退出码为 3", "check it; exit code 3 if it was changed"),
                 [this] { return verify_ledger(errand_, console_); }));

  auto& out = add(ledger, "export", say("导出台账", "write it out"),
                  [this] { return export_ledger(ledger_, errand_, console_); });
  add_daemon(out);
  add_after(out);
  out.add_option("--out", ledger_.out, say("文件；不写则标准输出", "a file; standard output if not given"));
  out.add_option("--form", ledger_.form, say("jsonl 或 csv", "jsonl or csv"))->check(CLI::IsMember({"jsonl", "csv"}));
}

void VerbLines::add_copies(CLI::App& app) {
  auto& backup = add(app, "backup", say("备份全部数据", "back everything up"),
                     [this] { return back_up(file_, errand_, console_); });
  add_daemon(backup);
  backup.add_option("file", file_, say("备份到这个文件，须尚不存在", "the file to make; nothing may be there"))
      ->required();

  auto& back = add(app, "restore", say("从备份恢复；先停止 signboardd", "restore a backup; stop signboardd first"),
                   [this] { return restore(restore_, errand_, console_); });
  back.add_option("file", restore_.file, say("备份文件", "the backup"))->required();
  add_folder(back, restore_.state, restore_.config);

  auto& out = add(app, "export", say("把公告导出为播放列表文件", "write the announcements out as a playlist file"),
                  [this] { return export_playlist(file_, errand_, console_); });
  add_daemon(out);
  out.add_option("--out", file_, say("文件；不写则标准输出", "a file; standard output if not given"));

  auto& in = add(app, "import", say("导入播放列表文件", "take in a playlist file"),
                 [this] { return import_playlist(file_, errand_, console_); });
  add_daemon(in);
  in.add_option("file", file_, say("播放列表文件（TOML）", "a playlist file (TOML)"))->required();
}

void VerbLines::add_preview(CLI::App& app) {
  auto& verb = add(app, "preview",
                   say("由 signboardd 预览草稿或公告", "preview a draft, or an announcement, by signboardd"), [this] {
                     preview_.draft = draft_;
                     return preview(preview_, errand_, console_);
                   });
  add_daemon(verb);
  add_draft(verb);
  verb.add_option("id", preview_.id,
                  say("生效中的公告；不写则只用选项", "one in force; only the options if not given"));
  verb.add_option("--screen", preview_.screen, say("屏幕", "the screen"))->required();
  verb.add_option("--at", preview_.at, say("哪一刻的画面", "the picture of which moment"));
  verb.add_option("--out", preview_.out,
                  say("X.png 或 X.gif；不写则只报告检查结果", "X.png or X.gif; only the findings if not given"));
}

}  // namespace signboard
