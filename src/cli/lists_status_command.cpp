// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/lists_commands.hpp"
#include "cli/log_trust.hpp"
#include "registry/list_keeping.hpp"

namespace entente::cli {

namespace {

namespace json = boost::json;

struct StatusOptions {
  Place place;
  bool as_json = false;
};

json::object status_of(const registry::ListStanding& list) {
  const auto& version = list.version;
  json::object one{{"dataset", version.dataset},
                   {"version", version.version},
                   {"format", version.format},
                   {"hash", base::hex(version.hash)},
                   {"entries", version.entries},
                   {"faults", version.faults},
                   {"bytes", version.bytes},
                   {"brought", base::to_string(version.brought)},
                   {"brought_by", version.brought_by},
                   {"age_days", list.age_days},
                   {"stale", list.stale}};
  if (!version.dated.empty()) one.emplace("dated", version.dated);
  if (list.most_entries > 0) {
    one.emplace("most_entries", list.most_entries);
    one.emplace("most_in_version", list.most_in);
  }
  if (!version.accepted.empty()) one.emplace("accepted", version.accepted);
  return one;
}

void write_status_json(const std::vector<registry::ListStanding>& lists,
                       const std::vector<registry::FolderFault>& refused,
                       const std::vector<registry::FolderFault>& unread, std::ostream& out) {
  json::array standing, faults, unreadable;
  for (const auto& fault : unread)
    unreadable.push_back(
        {{"dataset", fault.item}, {"fault", fault.fault}, {"since", base::to_string(fault.since)}});
  for (const auto& list : lists) standing.emplace_back(status_of(list));
  for (const auto& fault : refused)
    faults.push_back({{"item", fault.item}, {"fault", fault.fault}, {"since", base::to_string(fault.since)}});
  out << json::serialize(json::object{{"lists", std::move(standing)},
                                      {"refused", std::move(faults)},
                                      {"unread", std::move(unreadable)}})
      << "\n";
}

void write_status(const std::vector<registry::ListStanding>& lists, std::ostream& out) {
  if (lists.empty()) out << "No list is screened against.\nNext: entente lists update FILE…\n";
  for (const auto& list : lists) {
    const auto& version = list.version;
    out << version.dataset << ": version " << version.version << " (" << version.format << "), "
        << version.entries << " entries";
    if (!version.dated.empty()) out << " of " << version.dated;
    if (list.most_entries > 0)
      out << ", " << list.most_entries - version.entries << " fewer than version " << list.most_in;
    out << ", brought " << base::to_string(version.brought) << " by " << version.brought_by << ", "
        << base::hex(version.hash) << "\n";
  }
}

/// What a person has to look after; whether there is anything.
bool tell_worries(const std::vector<registry::ListStanding>& lists,
                  const std::vector<registry::FolderFault>& refused,
                  const std::vector<registry::FolderFault>& unread, std::int64_t allowed, std::ostream& err) {
  bool any = !refused.empty() || !unread.empty();
  for (const auto& fault : unread)
    err << "List " << fault.item << ": it is in use and a server could not read it (" << shown(fault.fault)
        << "): nobody is compared with it. Bring it again with 'entente lists update'.\n";
  for (const auto& list : lists) {
    if (!list.stale) continue;
    err << "List " << list.version.dataset << ": it is " << list.age_days << " days old, more than the "
        << allowed
        << " of screening.stale_days. Fetch a newer one and bring it with 'entente lists update'.\n";
    any = true;
  }
  for (const auto& fault : refused) err << "Watched folder, " << shown(fault.fault) << "\n";
  return any;
}

}  // namespace

void add_lists_status(Commands& commands, const Environment& env, int& status) {
  auto options = std::make_shared<StatusOptions>();
  auto command =
      commands.add("status", "Say which lists are screened against, how old they are and what was refused.");
  command.place(options->place);
  command.flag("--json", options->as_json, "Write one JSON object.");
  command.run([options, &env, &status] {
    const auto reg = env.open(options->place);
    const registry::ListKeeping keeping(*reg, env.stale_days(options->place));
    const auto lists = keeping.standing();
    const auto refused = keeping.folder_faults();
    const auto unread = keeping.unread();
    if (options->as_json) {
      write_status_json(lists, refused, unread, env.out);
    } else {
      write_status(lists, env.out);
    }
    if (tell_worries(lists, refused, unread, keeping.stale_days(), env.err)) status = 1;
  });
}

}  // namespace entente::cli
