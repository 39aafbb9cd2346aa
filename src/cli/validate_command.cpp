// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/decompress.hpp"
#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/files.hpp"
#include "exchange/iati/validation/report.hpp"
#include "exchange/iati/validation/tables.hpp"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;
namespace validation = exchange::iati::validation;

struct ValidateFlags {
  std::filesystem::path data;
  std::string format = "text", as_of, fail_on = "critical", as_version, language = "en";
  unsigned threads = 0;
  std::vector<std::string> files;
};

std::vector<std::string> all_files(const std::vector<std::string>& named) {
  static constexpr std::array<std::string_view, 1> kEndings{".xml"};
  std::vector<std::string> files;
  for (const auto& name : named)
    for (auto& file : files_of(name, kEndings)) files.push_back(std::move(file));
  return files;
}

std::int64_t day(const std::string& as_of) {
  if (as_of.empty()) return base::SystemClock().now().ms / 86'400'000;
  const auto date = base::PartialDate::parse(as_of);
  if (!date || date->precision() != base::PartialDate::Precision::day)
    throw base::BadInput("--as-of " + as_of, "is no date", "Write it as 2026-05-31");
  return date->first_day();
}

int validate_all(const ValidateFlags& options, const Environment& env) {
  if (!options.data.empty() && !fs::is_directory(options.data))
    throw base::NotFound("folder " + options.data.string(), "is not there", "Name the folder of a register.");
  validation::use_tables_of(options.data);
  validation::Options how;
  how.today = day(options.as_of);
  how.threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  how.as_version = options.as_version;
  const auto worst =
      options.fail_on == "never" ? -1 : static_cast<int>(validation::severity_of(options.fail_on));
  const auto report = validation::make_report(options.format, env.out, base::Messages::in(options.language));
  int status = 0;
  report->begin();
  for (const auto& name : all_files(options.files)) {
    try {
      std::ifstream file;
      if (name != "-") {
        file.open(name, std::ios::binary);
        if (!file) throw base::NotFound(name, "cannot be opened", "Check its name and that you may read it");
      }
      const auto in = base::decompressed(name == "-" ? std::cin : file, name);
      report->file(name);
      validation::Summary summary;
      std::string broken;
      try {
        summary = validation::validate(*in, name, how, [&](validation::Finding&& f) { report->finding(f); });
      } catch (const base::Error& e) {
        // The report of a file is whole even where its bytes could not be read to their end.
        summary.stopped = true;
        broken = e.what();
      }
      report->file_end(summary);
      for (int severity = 0; severity <= worst; ++severity)
        if (summary.findings.at(static_cast<std::size_t>(severity)) > 0) status = std::max(status, 1);
      if (broken.empty()) continue;
      env.err << "entente: " << broken << "\n";
      status = 2;
    } catch (const base::Error& e) {
      env.err << "entente: " << e.what() << "\n";
      status = 2;
    }
  }
  report->end();
  return status;
}

}  // namespace

void add_validate(Commands& commands, const Environment& env, int& status) {
  auto options = std::make_shared<ValidateFlags>();
  auto command = commands.add("validate",
                              "Validate IATI 2.03 files of activities or organisations, offline: XML, "
                              "schema, codes, rules, identifiers. Ends "
                              "with 0 where nothing of the level of --fail-on was found, with 1 where "
                              "something was, with 2 where a file could "
                              "not be read.");
  command.option("--format", options->format, "text (default), json, csv, sarif or iati-validator.")
      .one_of(validation::report_formats());
  command.option("--data", options->data,
                 "Folder of a register whose tables of the standard are used, where it keeps its own.");
  command.option("--as-of", options->as_of, "The day that counts as today, as 2026-05-31.");
  command
      .option(
          "--fail-on", options->fail_on,
          "The least severity that makes it end with 1: critical (default), error, warning, advisory, never.")
      .one_of({"critical", "error", "warning", "advisory", "never"});
  command.option("--as-version", options->as_version, "Validate by this version, whatever the file says.")
      .one_of({"2.01", "2.02", "2.03"});
  command.option("--language", options->language, "Language of the messages: ar, en, es, fr, ru or zh.");
  command
      .option("--threads", options->threads,
              "Threads to use; as many as the machine has by default. The report does not depend on it.")
      .between(1, 64);
  command.option("FILE", options->files, "Files, folders, or - for standard input; gzip and Zstandard too.")
      .required();
  command.run([options, &env, &status] { status = validate_all(*options, env); });
}

}  // namespace entente::cli
