// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/published/folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "exchange/iati/published/json_source.hpp"
#include "exchange/iati/published/xml_source.hpp"
#include "exchange/iati/validation/lines.hpp"
#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::published {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostSources = 2'000;
constexpr std::size_t kMostBytes = 128UL << 20U;
constexpr int kDeepestFolder = 8;
constexpr std::string_view kAgencies = "OrganisationRegistrationAgency";

bool has_ending(const fs::path& path, std::initializer_list<std::string_view> endings) {
  const auto ending = path.extension().string();
  return std::ranges::find(endings, ending) != endings.end();
}

Source read_source(const fs::path& path, const std::string& name) {
  std::error_code ec;
  if (fs::file_size(path, ec) > kLargestSource || ec)
    throw base::BadInput(name, ec ? "cannot be looked at: " + ec.message() : "is larger than 16 MiB",
                         "No file of the standard is: leave it out of the folder");
  std::ifstream in(path, std::ios::binary);
  Source source{name, std::string(std::istreambuf_iterator<char>(in), {})};
  if (!in) throw base::Error(name, "cannot be read", "Check that you may read it");
  if (source.bytes.size() > kLargestSource)
    throw base::BadInput(name, "is larger than 16 MiB",
                         "No file of the standard is: leave it out of the folder");
  return source;
}

/// All files that may be the standard's, in the order of their names.
std::vector<Source> read_sources(const fs::path& folder) {
  std::error_code ec;
  if (!fs::is_directory(folder, ec))
    throw base::NotFound(folder.string(), fs::exists(folder, ec) ? "is no folder" : "is not there",
                         "Name the folder with the standard's official files");
  std::vector<fs::path> paths;
  for (fs::recursive_directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec)) {
    if (at.depth() >= kDeepestFolder) at.disable_recursion_pending();
    if (!has_ending(at->path(), {".xsd", ".xml", ".json"}) || !at->is_regular_file(ec)) continue;
    paths.push_back(at->path());
    if (paths.size() > kMostSources)
      throw base::BadInput(folder.string(), "holds more than 2,000 files of XML and JSON",
                           "Name a folder with the standard's official files alone");
  }
  if (ec) throw base::Error(folder.string(), "cannot be read: " + ec.message(), "Check that you may read it");
  std::ranges::sort(paths);
  std::vector<Source> sources;
  std::size_t bytes = 0;
  for (const auto& path : paths) {
    const auto name = path.lexically_relative(folder).string();
    const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; };
    if (!base::is_utf8(name) || std::ranges::any_of(name, control))
      throw base::BadInput(folder.string(), "holds a file whose name is no text that can be shown",
                           "Name a folder with the standard's official files alone");
    sources.push_back(read_source(path, name));
    bytes += sources.back().bytes.size();
    if (bytes > kMostBytes)
      throw base::BadInput(folder.string(), "holds more than 128 MiB of XML and JSON",
                           "Name a folder with the standard's official files alone");
  }
  return sources;
}

using ListTable = std::map<std::string, std::vector<ListedCode>, std::less<>>;

ListTable lists_of(const std::string& table) {
  ListTable lists;
  std::vector<ListedCode>* into = nullptr;
  validation::Lines lines(table, "codelists.txt");
  for (lines.next(); !lines.ended(); lines.next())
    for (const auto word : lines.words()) {
      if (word.starts_with('['))
        into = &lists[std::string(word.substr(1, word.size() - 2))];
      else if (into != nullptr)
        into->push_back({std::string(word.substr(word.starts_with('~') ? 1 : 0)), word.starts_with('~')});
    }
  return lists;
}

/// The lines of a table of rules that are checks of codes, or those that are not.
std::string part_of_rules(const std::string& table, bool checks) {
  std::string part;
  for (std::size_t at = 0; at < table.size();) {
    const auto end = std::min(table.find('\n', at), table.size() - 1) + 1;
    const auto line = table.substr(at, end - at);
    if (line.starts_with("code ") == checks && !line.starts_with('#')) part += line;
    at = end;
  }
  return part;
}

class FolderReader {
 public:
  explicit FolderReader(const validation::Tables& now) : now_(now) {}

  Update read(const fs::path& folder) {
    for (auto& source : read_sources(folder)) sort_in(std::move(source));
    if (schemas_.empty() && lists_.empty() && !rules_ && !checks_)
      throw base::BadInput(
          folder.string(), "holds no official file of the IATI standard",
          "Name a folder with its schemas (*.xsd), lists of codes (*.xml, *.json) or rule sets "
          "(*.json)");
    update_.tables = now_;
    if (!schemas_.empty()) update_.tables.schema = schema_table(schemas_);
    if (rules_ || checks_) write_rules();
    write_lists();
    try {
      const validation::Standard tried(update_.tables);
    } catch (const base::Error& e) {
      throw base::BadInput(folder.string(),
                           "holds official files that do not fit together: " + e.thing() + " " + e.cause(),
                           "Put the schema, the lists and the rule sets of one release into the folder");
    }
    return std::move(update_);
  }

 private:
  void sort_in(Source source) {
    if (source.name.ends_with(".json")) return sort_in_json(source);
    switch (xml_kind(source)) {
      case XmlKind::schema:
        schemas_.push_back(std::move(source));
        ++update_.files;
        return;
      case XmlKind::codelist:
        return add_list(read_xml_codelist(source));
      case XmlKind::other:
        update_.remarks.push_back({Remark::What::unused, source.name, {}});
    }
  }

  void sort_in_json(const Source& source) {
    auto found = read_json_source(source, messages_);
    if (found.list) return add_list(std::move(*found.list));
    if (found.rules) return add_rules(source, std::move(*found.rules));
    if (!found.checks) {
      update_.remarks.push_back({Remark::What::unused, source.name, {}});
      return;
    }
    if (checks_)
      throw base::BadInput(source.name, "is a second file of checks of codes, beside " + checks_name_,
                           "Leave one of them out of the folder");
    checks_ = std::move(found.checks);
    checks_name_ = source.name;
    ++update_.files;
  }

  /// The standard publishes its rule set for itself and for its validator, in two files.
  void add_rules(const Source& source, std::string rules) {
    const auto of_validator = [](const std::string& name) {
      return fs::path(name).filename().string().starts_with("validator");
    };
    if (rules_ && of_validator(rules_name_) == of_validator(source.name) && *rules_ != rules)
      throw base::BadInput(source.name, "is a second rule set, and another one than " + rules_name_,
                           "Leave one of them out of the folder");
    if (rules_ && (of_validator(rules_name_) || !of_validator(source.name))) {
      update_.remarks.push_back({Remark::What::superseded, source.name, {}});
      return;
    }
    if (rules_) update_.remarks.push_back({Remark::What::superseded, rules_name_, {}});
    if (!rules_) ++update_.files;
    rules_ = std::move(rules);
    rules_name_ = source.name;
  }

  void add_list(PublishedList list) {
    const auto file = list.file, name = list.name;
    const auto [known, fresh] = lists_.emplace(name, std::move(list));
    if (!fresh)
      throw base::BadInput(file, "is a second list " + name + ", beside " + known->second.file,
                           "Leave one of them out of the folder");
    ++update_.files;
  }

  void write_rules() {
    update_.tables.rules = made_of_official_files("What files") +
                           (rules_ ? *rules_ : part_of_rules(now_.rules, false)) + "\n" +
                           (checks_ ? checks_->table : part_of_rules(now_.rules, true));
  }

  /// Which codes the checks take: those they name themselves, or, where only the list is there, its own.
  void write_lists() {
    auto lists = lists_of(now_.codelists);
    if (checks_) {
      ListTable asked;
      for (const auto& [name, codes] : checks_->allowed) asked.emplace(name, allowed(name, codes, lists));
      lists = std::move(asked);
    } else {
      for (auto& [name, codes] : lists)
        if (const auto found = lists_.find(name); found != lists_.end()) codes = found->second.codes;
    }
    update_.tables.codelists = made_of_official_files("The codes of the lists");
    for (const auto& [name, codes] : lists)
      update_.tables.codelists += "[" + name + "]\n" + code_lines(codes);
    if (const auto found = lists_.find(kAgencies); found != lists_.end()) {
      auto agencies = found->second.codes;
      std::erase_if(agencies, [](const ListedCode& code) { return code.withdrawn; });
      std::ranges::sort(agencies, {}, &ListedCode::code);
      update_.tables.agencies =
          made_of_official_files("The agencies from whose lists identifiers come, for files") +
          "[agencies]\n" + code_lines(agencies);
    }
  }

  std::vector<ListedCode> allowed(const std::string& name, const std::vector<std::string>& codes,
                                  const ListTable& now) {
    const auto found = lists_.find(name);
    const auto before = now.find(name);
    std::set<std::string_view> withdrawn, taken;
    const auto& published = found != lists_.end() ? found->second.codes
                            : before != now.end() ? before->second
                                                  : std::vector<ListedCode>();
    for (const auto& code : published)
      if (code.withdrawn) withdrawn.insert(code.code);
    std::vector<ListedCode> all;
    for (const auto& code : codes) {
      all.push_back({code, withdrawn.contains(code)});
      taken.insert(code);
    }
    Remark left{Remark::What::not_allowed, name, {}};
    if (found != lists_.end())
      for (const auto& code : published)
        if (!taken.contains(code.code)) left.things.push_back(code.code);
    if (!left.things.empty()) update_.remarks.push_back(std::move(left));
    return all;
  }

  const validation::Tables& now_;
  Messages messages_ = messages_of_rules(validation::compiled_in().rules);
  Update update_;
  std::vector<Source> schemas_;
  std::map<std::string, PublishedList, std::less<>> lists_;
  std::optional<std::string> rules_;
  std::optional<CodeChecks> checks_;
  std::string rules_name_, checks_name_;
};

}  // namespace

Update read_folder(const fs::path& folder, const validation::Tables& now) {
  return FolderReader(now).read(folder);
}

}  // namespace entente::exchange::iati::published
