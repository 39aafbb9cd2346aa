// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/lists_commands.hpp"
#include "cli/log_trust.hpp"
#include "registry/list_keeping.hpp"
#include "screening/listed_json.hpp"

namespace entente::cli {

namespace {

struct ShowOptions {
  Place place;
  std::string dataset, entry;
  std::size_t version = 0;
  bool files = false;
};

void write_versions(const registry::ListKeeping& keeping, const std::string& dataset, std::ostream& out) {
  constexpr std::size_t kShown = 100;
  const auto versions = keeping.versions(dataset, kShown);
  if (versions.empty())
    throw base::NotFound("List " + dataset, "is not kept", "See which are with 'entente lists status'.");
  for (const auto& version : versions) {
    out << version.version << "\t" << base::to_string(version.brought) << "\t";
    if (version.format.empty()) {
      out << "ended";
    } else {
      out << (version.dated.empty() ? "-" : version.dated) << "\t" << version.entries << "\t"
          << base::hex(version.hash) << (version.accepted.empty() ? "" : "\taccepted: " + version.accepted);
    }
    out << "\n";
  }
}

void write_changes(const screening::ListDifference& changes, std::ostream& out) {
  const auto each = [&](std::string_view what, const std::vector<std::string>& ids) {
    for (const auto& id : ids) out << what << "\t" << shown(id) << "\n";
  };
  each("added", changes.added);
  each("changed", changes.changed);
  each("removed", changes.removed);
}

void write_files(const std::vector<store::KeptListFile>& files, std::ostream& out) {
  for (const auto& file : files)
    out << shown(file.name) << "\t" << file.bytes.size() << "\t" << base::hex(base::sha256(file.bytes))
        << "\n";
}

void show_list(const ShowOptions& options, const Environment& env) {
  const auto reg = env.open(options.place);
  const registry::ListKeeping keeping(*reg, env.stale_days(options.place));
  const auto version = static_cast<std::int64_t>(options.version);
  if (options.files) {
    if (!options.entry.empty())
      throw base::BadInput("--files", "was given with an entry, which is no file",
                           "Leave out one of the two.");
    return write_files(keeping.files(options.dataset, version), env.out);
  }
  if (options.entry.empty()) {
    if (version == 0) return write_versions(keeping, options.dataset, env.out);
    return write_changes(keeping.changes(options.dataset, version), env.out);
  }
  const auto list = keeping.read(options.dataset, version);
  const auto entry = std::ranges::find(list.entries, options.entry, &screening::Listed::id);
  if (entry == list.entries.end())
    throw base::NotFound("Entry " + options.entry, "does not stand in " + options.dataset,
                         "Copy its reference from the list.");
  auto told = screening::to_json(*entry);
  told.emplace("hash", base::hex(screening::hash_of(*entry)));
  env.out << boost::json::serialize(told) << "\n";
}

struct RemoveOptions {
  Place place;
  std::string dataset;
};

}  // namespace

void add_lists_show(Commands& commands, const Environment& env) {
  auto options = std::make_shared<ShowOptions>();
  auto command = commands.add(
      "show", "Write the versions of a list; or what one of them changed; or one of its entries.");
  command.option("DATASET", options->dataset, "The list.").required();
  command.option("ENTRY", options->entry, "The reference of an entry, which is written as JSON.");
  command.place(options->place);
  command
      .option("--version", options->version,
              "The version that is meant; with an entry or --files, the one in use unless told.")
      .between(1, 1'000'000'000);
  command.flag("--files", options->files,
               "Write the files that the version is made of: its list, then changes to it.");
  command.run([options, &env] { show_list(*options, env); });
}

void add_lists_remove(Commands& commands, const Environment& env) {
  auto options = std::make_shared<RemoveOptions>();
  auto command = commands.add("remove", "Screen against a list no more. Its versions stay.");
  command.option("DATASET", options->dataset, "The list.").required();
  command.place(options->place);
  command.run([options, &env] {
    const auto reg = env.open(options->place);
    registry::ListKeeping keeping(*reg, env.stale_days(options->place));
    keeping.end(options->dataset, registry::kByCommand);
    env.out << options->dataset << ": nobody is screened against it any more; its versions are kept.\n";
  });
}

}  // namespace entente::cli
