// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <memory>
#include <ostream>
#include <utility>

#include "base/error.hpp"
#include "cli/lists_commands.hpp"
#include "cli/log_trust.hpp"
#include "registry/list_keeping.hpp"

namespace entente::cli {

namespace {

struct UpdateOptions {
  Place place;
  std::string dataset, format;
  std::vector<std::filesystem::path> files;
  bool accept = false;
};

std::vector<std::string> names_of_formats() {
  std::vector<std::string> names;
  for (const auto& format : screening::list_formats()) names.emplace_back(format.name);
  return names;
}

store::KeptListFile read_list_file(const std::filesystem::path& file) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  if (fault)
    throw base::NotFound(file.string(), "cannot be read (" + fault.message() + ")", "Check its name.");
  if (size > screening::kListBytes)
    throw base::BadInput(file.string(),
                         "is larger than " + std::to_string(screening::kListBytes >> 20U) + " MB",
                         "No list known is: see whether it is the right file.");
  std::ifstream in(file, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  if (!in) throw base::Error(file.string(), "cannot be read", "Check its permissions.");
  return {file.filename().string(), std::move(bytes)};
}

/// Files of a format whose lists are made of several are one list; each other file is one by itself. Under
/// the name of a dataset all of them are one.
std::vector<registry::ListBrought> lists_of(const UpdateOptions& options) {
  std::vector<registry::ListBrought> lists;
  std::vector<const screening::ListFormat*> formats;
  for (const auto& name : options.files) {
    auto file = read_list_file(name);
    const auto* format = options.format.empty() ? screening::list_format_of(file.bytes)
                                                : screening::find_list_format(options.format);
    std::size_t into = lists.size();
    for (std::size_t i = 0; i < lists.size(); ++i)
      if (!options.dataset.empty() || (format != nullptr && format->files > 1 && formats[i] == format))
        into = i;
    if (into == lists.size()) {
      lists.push_back({.files = {},
                       .format = options.format,
                       .dataset = options.dataset,
                       .by = std::string(registry::kByCommand),
                       .accept = options.accept});
      formats.push_back(format);
    }
    lists[into].files.push_back(std::move(file));
  }
  return lists;
}

void tell_taken(const registry::ListTaken& taken, const Environment& env) {
  const auto& version = taken.version;
  if (taken.unchanged) {
    env.out << version.dataset << ": nothing to do, version " << version.version
            << (taken.within ? " is made of this already.\n" : " is this list.\n");
    return;
  }
  env.out << version.dataset << ": version " << version.version << ", " << version.entries << " entries";
  if (!version.dated.empty()) env.out << " of " << version.dated;
  env.out << ": " << taken.changes.added.size() << " added, " << taken.changes.changed.size() << " changed, "
          << taken.changes.removed.size() << " removed";
  if (taken.changed_version != 0) env.out << ", by changes to version " << taken.changed_version;
  if (!version.accepted.empty()) env.out << "; accepted although it is " << version.accepted;
  env.out << ".\n";
  for (const auto& fault : taken.faults)
    env.err << version.dataset << ", " << shown(fault.entry) << ": " << shown(fault.what) << "\n";
  if (taken.fault_count > taken.faults.size())
    env.err << "And " << taken.fault_count - taken.faults.size() << " more.\n";
}

}  // namespace

void add_lists_update(Commands& commands, const Environment& env, int& status) {
  auto options = std::make_shared<UpdateOptions>();
  auto command = commands.add(
      "update",
      "Take newer versions of lists. What is cut short, older or far smaller than what stands is refused.");
  command
      .option("FILE", options->files,
              "The lists, or changes to one. OFAC's SDN.CSV and ALT.CSV are one together.")
      .required();
  command.place(options->place);
  command.option("--dataset", options->dataset,
                 "The list's name in the register, where it is not its format's own.");
  command
      .option("--format", options->format,
              "What the files are, where that is not to be told by how they begin.")
      .one_of(names_of_formats());
  command.flag("--accept", options->accept, "Take a list that is doubted as it is.");
  command.run([options, &env, &status] {
    auto lists = lists_of(*options);
    const auto reg = env.open(options->place);
    registry::ListKeeping keeping(*reg, env.stale_days(options->place));
    for (auto& list : lists) {
      try {
        tell_taken(keeping.take(std::move(list)), env);
      } catch (const base::Error& fault) {
        // The other lists are right all the same.
        env.err << "entente: " << fault.what() << "\n";
        status = 1;
      }
    }
  });
}

}  // namespace entente::cli
