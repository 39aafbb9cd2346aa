// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <memory>
#include <ostream>
#include <thread>
#include <unordered_map>

#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/progress.hpp"
#include "registry/import.hpp"

namespace entente::cli {

namespace {

struct ImportFlags {
  Place place;
  bool dry_run = false, json = false;
  std::string reject = "unreadable";
  unsigned threads = 0;
  std::vector<std::string> files;
};

/// What --reject can be told, from the mildest demand to the strictest.
constexpr std::array<std::pair<std::string_view, exchange::Strictness>, 4> kReject{
    {{"unreadable", exchange::Strictness::readable},
     {"critical", exchange::Strictness::critical},
     {"error", exchange::Strictness::error},
     {"warning", exchange::Strictness::warning}}};

void add(registry::ImportCounts& sum, const registry::ImportCounts& one) {
  sum.read += one.read;
  sum.created += one.created;
  sum.changed += one.changed;
  sum.unchanged += one.unchanged;
  sum.rejected += one.rejected;
}

void add(registry::ImportReport& sum, const registry::ImportReport& one) {
  add(static_cast<registry::ImportCounts&>(sum), one);
  add(sum.organisations, one.organisations);
  sum.kept_unmodelled += one.kept_unmodelled;
  sum.faults.critical += one.faults.critical;
  sum.faults.error += one.faults.error;
  sum.faults.warning += one.faults.warning;
}

boost::json::object json_of(const registry::ImportCounts& counts) {
  return {{"read", counts.read},
          {"new", counts.created},
          {"changed", counts.changed},
          {"unchanged", counts.unchanged},
          {"rejected", counts.rejected}};
}

void tell(const Environment& env, const registry::ImportCounts& counts) {
  env.out << counts.read << " read, " << counts.created << " new, " << counts.changed << " changed, "
          << counts.unchanged << " unchanged, " << counts.rejected << " rejected";
}

void tell(const Environment& env, const std::string& file, const registry::ImportReport& r, bool dry_run) {
  const bool only_organisations = r.organisations.read && !r.read;
  if (r.resumed_after)
    env.out << file << ": goes on after " << (only_organisations ? "organisation " : "activity ")
            << r.resumed_after << ", where an import was interrupted.\n";
  const char* const end = dry_run ? " Nothing was written.\n" : "\n";
  const auto kept = [&] {
    env.out << "; " << r.kept_unmodelled << " elements kept that are not modelled yet";
  };
  if (r.organisations.read) {
    env.out << file << ": organisations: ";
    tell(env, r.organisations);
    if (only_organisations && r.kept_unmodelled) kept();
    env.out << "." << end;
  }
  if (!only_organisations) {
    env.out << file << ": ";
    tell(env, r);
    kept();
    env.out << "." << end;
  }
  std::string found;
  const auto name = [&](const char* what, std::uint64_t count) {
    if (count > 0) found += (found.empty() ? "" : ", ") + std::string(what) + " in " + std::to_string(count);
  };
  name("something critical", r.faults.critical);
  name("errors", r.faults.error);
  name("warnings", r.faults.warning);
  if (!found.empty())
    env.out << file << ": validation found " << found
            << " of them; --reject leaves such out, entente validate tells more.\n";
}

/// The files that are named, those of folders among them; a folder that has none is told of, and the rest is
/// read.
std::vector<std::string> files_to_import(const ImportFlags& options, const Environment& env, int& status) {
  static constexpr std::array<std::string_view, 2> kEndings{".xml", ".json"};
  std::vector<std::string> files;
  for (const auto& name : options.files) try {
      for (auto& file : files_of(name, kEndings)) files.push_back(std::move(file));
    } catch (const base::Error& e) {
      env.err << "entente: " << e.what() << "\n";
      status = 1;
    }
  return files;
}

int import_all(const ImportFlags& options, const Environment& env) {
  const auto reg = env.open(options.place);
  registry::ImportReport sum;
  int status = 0;
  std::unordered_map<std::string, base::Uuid> assumed;
  for (const auto& file : files_to_import(options, env, status)) {
    Progress progress(env.err, env.terminal, file);
    registry::ImportOptions how;
    how.dry_run = options.dry_run;
    for (const auto& [name, strictness] : kReject)
      if (name == options.reject) how.reject = strictness;
    how.threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    how.assumed = &assumed;
    how.progress = [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); };
    registry::ImportReport report;
    try {
      registry::import_file(*reg, file, how, report);
      progress.clear();
      for (const auto& refusal : report.refusals)
        env.err << file << ":" << refusal.line << ":" << refusal.column << ": " << refusal.message << "\n";
      const auto rejected = report.rejected + report.organisations.rejected;
      if (rejected > report.refusals.size())
        env.err << file << ": … and " << rejected - report.refusals.size() << " more were rejected.\n";
      if (rejected) status = 1;
      if (!options.json) tell(env, file, report, options.dry_run);
    } catch (const base::Error& e) {
      // The other files may be sound: each is told of by itself.
      progress.clear();
      env.err << "entente: " << e.what() << "\n";
      status = 1;
    }
    add(sum, report);
  }
  if (options.json) {
    auto all = json_of(sum);
    all.emplace("kept_unmodelled", sum.kept_unmodelled);
    all.emplace("organisations", json_of(sum.organisations));
    all.emplace("validation", boost::json::object{{"critical", sum.faults.critical},
                                                  {"error", sum.faults.error},
                                                  {"warning", sum.faults.warning}});
    env.out << all << "\n";
  }
  return status;
}

}  // namespace

void add_import(Commands& commands, const Environment& env, int& status) {
  auto options = std::make_shared<ImportFlags>();
  auto command = commands.add(
      "import",
      "Import IATI 2.03 files of activities or organisations and files of the register's own JSON "
      "format. The same file twice changes "
      "nothing; a changed one makes new revisions; an interrupted import goes "
      "on where it stopped. Activities and organisations of IATI are validated as they come. Ends with 1 "
      "where anything was rejected.");
  command.place(options->place);
  command.flag("--dry-run", options->dry_run, "Read and compare, write nothing.");
  command.flag(
      "--json", options->json,
      "End with one JSON object: read, new, changed, unchanged, rejected, kept_unmodelled, organisations, "
      "validation.");
  command
      .option("--reject", options->reject,
              "Which activities or organisations are left out: unreadable (default), or those too in which "
              "validation finds "
              "something critical, an error or a warning.")
      .one_of({"unreadable", "critical", "error", "warning"});
  command
      .option(
          "--threads", options->threads,
          "Threads to read with; as many as the machine has by default. What is imported does not depend on "
          "it.")
      .between(1, 64);
  command
      .option("FILE", options->files,
              "Files to import, in order; of a folder, its .xml and .json files by name, also packed (.gz, "
              ".zst).")
      .required();
  command.run([options, &env, &status] { status = import_all(*options, env); });
}

}  // namespace entente::cli
