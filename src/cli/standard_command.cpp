// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/messages.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "exchange/iati/published/changes.hpp"
#include "exchange/iati/published/folder.hpp"
#include "exchange/iati/validation/standard.hpp"

namespace entente::cli {

namespace {

namespace json = boost::json;
namespace published = exchange::iati::published;
namespace tables = exchange::iati::validation;

struct StandardOptions {
  std::filesystem::path folder, data;
  bool dry_run = false, json = false;
  std::string language = "en";
};

using Change = published::Change;
using Remark = published::Remark;

constexpr std::string_view word_of(Remark::What what) {
  switch (what) {
    case Remark::What::unused:
      return "unused";
    case Remark::What::superseded:
      return "superseded";
    case Remark::What::not_allowed:
      break;
  }
  return "not_allowed";
}

/// Codes one after the other; of very many the first, and how many more there are.
std::string in_a_row(const std::vector<std::string>& things) {
  constexpr std::size_t kShown = 40;
  std::string row;
  for (std::size_t i = 0; i < things.size() && i < kShown; ++i) row += (i == 0 ? "" : " ") + things[i];
  if (things.size() > kShown) row += " … +" + std::to_string(things.size() - kShown);
  return row;
}

std::string sentence(const Change& change, const base::Messages& messages) {
  const auto things = in_a_row(change.things);
  auto line = messages.get("standard.change." + std::string(published::name_of(change.what)),
                           {{"where", std::string_view(change.where)},
                            {"things", std::string_view(things)},
                            {"before", std::string_view(change.before)},
                            {"after", std::string_view(change.after)}});
  if (change.also.empty()) return line;
  const auto count = messages.number(static_cast<std::int64_t>(change.also.size()));
  return messages.get("standard.also",
                      {{"line", std::string_view(line)}, {"count", std::string_view(count)}});
}

std::string sentence(const Remark& remark, const base::Messages& messages) {
  const auto things = in_a_row(remark.things);
  return messages.get("standard.remark." + std::string(word_of(remark.what)),
                      {{"where", std::string_view(remark.where)}, {"things", std::string_view(things)}});
}

json::array texts(const std::vector<std::string>& all) {
  json::array array;
  for (const auto& one : all) array.emplace_back(one);
  return array;
}

json::object report(const published::Update& update, const std::vector<Change>& changes,
                    const std::string& written, const base::Messages& messages) {
  json::array differences, remarks;
  for (const auto& c : changes) {
    json::object one{
        {"what", published::name_of(c.what)}, {"where", c.where}, {"says", sentence(c, messages)}};
    if (!c.things.empty()) one.emplace("things", texts(c.things));
    if (!c.before.empty()) one.emplace("before", c.before);
    if (!c.after.empty()) one.emplace("after", c.after);
    if (!c.also.empty()) one.emplace("also", texts(c.also));
    differences.push_back(std::move(one));
  }
  for (const auto& r : update.remarks) {
    json::object one{{"what", word_of(r.what)}, {"where", r.where}, {"says", sentence(r, messages)}};
    if (!r.things.empty()) one.emplace("things", texts(r.things));
    remarks.push_back(std::move(one));
  }
  return {{"files", static_cast<std::int64_t>(update.files)},
          {"changes", std::move(differences)},
          {"remarks", std::move(remarks)},
          {"written", written.empty() ? json::value(nullptr) : json::value(written)}};
}

void tell(const StandardOptions& options, const published::Update& update, const std::vector<Change>& changes,
          const std::string& written, std::ostream& out) {
  const auto& messages = base::Messages::in(options.language);
  const auto counted = [&](const char* key, std::size_t count, const std::string& folder) {
    const auto number = messages.number(static_cast<std::int64_t>(count));
    if (folder.empty()) return messages.get(key, {{"count", std::string_view(number)}});
    return messages.get(key, {{"count", std::string_view(number)}, {"folder", std::string_view(folder)}});
  };
  out << counted("standard.read", update.files, options.folder.string()) << "\n";
  for (const auto& remark : update.remarks) out << sentence(remark, messages) << "\n";
  if (changes.empty()) {
    out << messages.get("standard.unchanged") << "\n";
    return;
  }
  out << counted("standard.changed", changes.size(), {}) << "\n";
  for (const auto& change : changes) out << "- " << sentence(change, messages) << "\n";
  out << (written.empty() ? messages.get("standard.would")
                          : messages.get("standard.written", {{"file", std::string_view(written)}}))
      << "\n";
}

/// The tables a register's folder keeps, else those compiled in.
tables::Tables in_force(const std::filesystem::path& data) {
  tables::use_tables_of(data);  // says in a sentence where those that are kept cannot be used
  if (!data.empty())
    if (auto kept = tables::read_tables(tables::tables_file(data))) return std::move(*kept);
  return tables::compiled_in();
}

void require_folder(const std::filesystem::path& data) {
  std::error_code ec;
  if (!data.empty() && !std::filesystem::is_directory(data, ec))
    throw base::NotFound("folder " + data.string(), "is not there",
                         "Name the folder of a register, or make one with 'entente init'.");
}

void update_standard(const StandardOptions& options, std::ostream& out) {
  if (options.data.empty() && !options.dry_run) missing("--data or --dry-run");
  require_folder(options.data);
  const auto& messages = base::Messages::in(options.language);
  const auto now = in_force(options.data);
  const auto update = published::read_folder(options.folder, now);
  const auto changes = published::changes(now, update.tables);
  std::string written;
  if (!options.dry_run && !changes.empty()) {
    const auto file = tables::tables_file(options.data);
    tables::write_tables(file, update.tables);
    written = file.string();
  }
  if (options.json)
    out << base::canonical_json(report(update, changes, written, messages)) << "\n";
  else
    tell(options, update, changes, written, out);
}

void show_standard(const StandardOptions& options, std::ostream& out) {
  require_folder(options.data);
  tables::use_tables_of(options.data);
  const auto& standard = tables::Standard::current();
  const auto file = options.data.empty() ? std::string() : tables::tables_file(options.data).string();
  const bool kept = !file.empty() && std::filesystem::exists(file);
  std::size_t codes = 0;
  for (const auto& [name, list] : standard.lists) codes += list.codes.size();
  if (options.json) {
    const auto number = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    out << base::canonical_json(json::object{{"file", kept ? json::value(file) : json::value(nullptr)},
                                             {"places", number(standard.schema.size() - 1)},
                                             {"lists", number(standard.lists.size())},
                                             {"codes", number(codes)},
                                             {"agencies", number(standard.agencies.size())},
                                             {"rules", number(standard.rules.size())}})
        << "\n";
    return;
  }
  const auto& messages = base::Messages::in(options.language);
  const auto number = [&](std::size_t n) { return messages.number(static_cast<std::int64_t>(n)); };
  const auto places = number(standard.schema.size() - 1), lists = number(standard.lists.size()),
             agencies = number(standard.agencies.size()), rules = number(standard.rules.size()),
             all_codes = number(codes);
  out << (kept ? messages.get("standard.show.kept", {{"file", std::string_view(file)}})
               : messages.get("standard.show.compiled_in"))
      << "\n"
      << messages.get("standard.show.counts", {{"places", std::string_view(places)},
                                               {"lists", std::string_view(lists)},
                                               {"codes", std::string_view(all_codes)},
                                               {"agencies", std::string_view(agencies)},
                                               {"rules", std::string_view(rules)}})
      << "\n";
}

void common_options(Command& command, const std::shared_ptr<StandardOptions>& options) {
  command.option("--data", options->data, "Folder of the register.");
  command.flag("--json", options->json, "Write one JSON object.");
  command.option("--language", options->language, "Language of the messages: ar, en, es, fr, ru or zh.");
}

}  // namespace

void add_standard(Commands& commands, const Environment& env, int&) {
  auto group = commands.group("standard", "The tables of the IATI standard by which files are validated.");
  auto options = std::make_shared<StandardOptions>();
  auto update =
      group.add("update",
                "Read newer official files of IATI 2.03 (schemas, lists of codes, rule sets), say what "
                "they change, and keep the new tables in the folder of the register.");
  update.option("DIR", options->folder, "Folder with the files as the standard publishes them.").required();
  common_options(update, options);
  update.flag("--dry-run", options->dry_run, "Say what would change, and write nothing.");
  update.run([options, &env] { update_standard(*options, env.out); });
  auto show = group.add("show", "Say which tables are in force, and how much they hold.");
  common_options(show, options);
  show.run([options, &env] { show_standard(*options, env.out); });
}

}  // namespace entente::cli
