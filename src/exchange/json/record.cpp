// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/record.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "exchange/faults.hpp"
#include "exchange/json/codes.hpp"
#include "model/identifier.hpp"

namespace entente::exchange::json {

namespace {

constexpr std::string_view kKeptAs = "entente-json-1";
constexpr std::size_t kLongestKey = 100, kMostSources = 1'000;
/// Bytes an entry may become: a document is written out wherever it is named.
constexpr std::size_t kMostWritten = 32 << 20;

std::string join(std::string_view path, std::string_view more) {
  if (path.empty() || more.empty()) return std::string(path) + std::string(more);
  return std::string(path) + (more.front() == '[' ? "" : ".") + std::string(more);
}

std::string item(std::string_view list, std::size_t i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

std::string key_in(const Node& node, const std::string& path) {
  if (node.kind != Kind::string) throw RecordFault{path, "is not a string"};
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  if (node.text.empty() || node.text.size() > kLongestKey || !std::ranges::all_of(node.text, allowed))
    throw RecordFault{path, "is not a key: 1 to " + std::to_string(kLongestKey) +
                                " letters a to z, digits, dots, hyphens and underscores"};
  return node.text;
}

std::string store_key(std::string_view type, std::string_view key) {
  return std::string(model::kEntente) + "\t" + std::string(type) + "/" + std::string(key);
}

/// Takes a member out of an object; nothing where it is not there.
std::optional<Node> take(Node& object, std::string_view name) {
  const auto found = std::ranges::find(object.children, name, &Node::name);
  if (found == object.children.end()) return std::nullopt;
  auto node = std::move(*found);
  object.children.erase(found);
  return node;
}

const Node& required(const Node& object, std::string_view name, Kind kind) {
  const auto* member = object.member(name);
  if (!member) throw RecordFault{std::string(name), "is missing"};
  if (member->kind != kind)
    throw RecordFault{std::string(name), kind == Kind::list ? "is not a list" : "is not an object"};
  return *member;
}

void require_known(const Node& object, std::initializer_list<std::string_view> names) {
  for (const auto& member : object.children)
    if (std::ranges::find(names, member.name) == names.end())
      throw RecordFault{member.name, "is not a member this format has here"};
}

/// What the register makes itself, by the name it would have.
void require_absent(const Node& object, const std::string& path,
                    std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (object.member(name)) throw RecordFault{join(path, name), "is for the register to make; leave it out"};
}

/// The model has texts and lists of them; figures are texts too, so that no digit is lost.
void require_texts(const Node& node, const std::string& path) {
  if (node.kind == Kind::number)
    throw RecordFault{path, "is a number; figures are written as strings, such as \"33.5\""};
  if (node.kind == Kind::null) throw RecordFault{path, "is null; leave out what is not known"};
  for (std::size_t i = 0; i < node.children.size(); ++i)
    require_texts(node.children[i],
                  node.kind == Kind::list ? item(path, i) : join(path, node.children[i].name));
}

/// {"document": "KEY", …} becomes what the document says, with what stands beside it put over that.
void expand_source(Node& source, const std::string& path, const File& file) {
  const auto reference = take(source, "document");
  if (!reference) return;
  const auto here = join(path, "document");
  if (reference->kind != Kind::string) throw RecordFault{here, "is not a string"};
  const auto* document = file.documents ? file.documents->member(reference->text) : nullptr;
  if (!document)
    throw RecordFault{here, "names \"" + reference->text + "\", which \"documents\" does not have"};
  if (document->kind != Kind::object)
    throw RecordFault{here, "names \"" + reference->text + "\", which is not an object"};
  if (document->member("about"))
    throw RecordFault{here,
                      "names \"" + reference->text + "\", which has \"about\": that belongs into the source"};
  for (const auto& member : document->children)
    if (!source.member(member.name)) source.children.push_back(member);
  const auto* publisher = source.member("publisher");
  if (publisher && !source.member("stated_by")) {
    auto stated = *publisher;
    stated.name = "stated_by";
    source.children.push_back(std::move(stated));
  }
}

/// The record that an object of the file says, checked. The object has lost its references by now.
template <class T>
T read(Node& node, const std::string& path, File& file) {
  for (auto& member : node.children) {
    if (member.name != "sources" || member.kind != Kind::list) continue;
    const auto here = join(path, "sources");
    if (member.children.size() > kMostSources)
      throw RecordFault{here, "has more than " + std::to_string(kMostSources) + " items"};
    for (std::size_t i = 0; i < member.children.size(); ++i)
      if (member.children[i].kind == Kind::object) expand_source(member.children[i], item(here, i), file);
  }
  require_texts(node, path);
  const auto body = write(node);
  file.written += body.size();
  if (file.written > kMostWritten)
    throw RecordFault{path, "makes the record larger than " + std::to_string(kMostWritten >> 20) +
                                " MB, with the documents its sources name written out"};
  std::optional<T> record;
  try {
    record = std::get<T>(model::read_body(T::kType, body));
  } catch (const base::BadInput& e) {
    // Its thing is "field 'places[0].code'".
    const auto& thing = e.thing();
    const auto first = thing.find('\''), last = thing.rfind('\'');
    const auto inner = first < last && last != thing.npos ? thing.substr(first + 1, last - first - 1) : thing;
    throw RecordFault{join(path, inner), e.cause()};
  }
  for (const auto& fault : model::check(*record))
    if (!is_for_the_register(fault))
      throw RecordFault{join(path, fault.path), in_words(fault).substr(fault.path.size() + 1)};
  if (auto bad = bad_value(*record)) throw RecordFault{join(path, bad->path), std::move(bad->cause)};
  return std::move(*record);
}

/// One partnership with its parts.
class Reading {
 public:
  Reading(const Node& entry, File& file) : entry_(entry), file_(file) {}

  Bundle read() {
    partnership(required(entry_, "partnership", Kind::object));
    each("participations", [this](Node& n, const std::string& path) { participation(n, path); });
    each("commitments", [this](Node& n, const std::string& path) { commitment(n, path); });
    each("deliveries", [this](Node& n, const std::string& path) { delivery(n, path); });
    each("results", [this](Node& n, const std::string& path) { result(n, path); });
    return std::move(bundle_);
  }

 private:
  Position position(const std::string& path) const {
    const auto offset = at(entry_, path).begin;
    return {file_.lines.line(offset), file_.lines.column(offset)};
  }

  template <class Each>
  void each(std::string_view list, const Each& part) {
    if (!entry_.member(list)) return;
    const auto& parts = required(entry_, list, Kind::list).children;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      number_ = i + 1;
      const auto path = item(list, i);
      if (parts[i].kind != Kind::object) throw RecordFault{path, "is not an object"};
      require_absent(parts[i], path, {"partnership", "origin"});
      Node own = parts[i];
      part(own, path);
    }
  }

  void partnership(Node node) {
    require_absent(node, "partnership", {"kept"});
    std::vector<NamedLink> links;
    for (auto& member : node.children) {
      if (member.name != "links") continue;
      for (std::size_t i = 0; i < member.children.size(); ++i) {
        const auto path = item("partnership.links", i);
        auto& link = member.children[i];
        require_absent(link, path, {"record"});
        const auto key = take(link, "key");
        if (!key) continue;
        const auto name = key_in(*key, path + ".key");
        links.push_back({i, store_key("partnership", name), file_.partnerships.contains(name),
                         position(path + ".key"), path + ".key"});
      }
    }
    bundle_.partnership = json::read<model::Partnership>(node, "partnership", file_);
    bundle_.links = std::move(links);
  }

  /// The place of an organisation in the bundle, by the key that a member of the object is.
  int organisation(Node& object, const std::string& path) {
    const auto key = take(object, "organisation");
    if (!key) return -1;
    const auto here = join(path, "organisation");
    const auto [found, is_new] = places_.try_emplace(store_key("organisation", key_in(*key, here)),
                                                     static_cast<int>(bundle_.organisations.size()));
    if (is_new) {
      NamedOrganisation named;
      named.key = found->first;
      named.naming = Naming::reference;
      named.at = position(here);
      named.path = here;
      bundle_.organisations.push_back(std::move(named));
    }
    return found->second;
  }

  /// Giver or receiver: {"organisation": KEY}, or {"name": "…"}.
  int party(Node& object, const char* member, const std::string& path) {
    for (auto& child : object.children)
      if (child.name == member && child.kind == Kind::object) return organisation(child, join(path, member));
    return -1;
  }

  /// By which a later version of the file finds the part again.
  std::string origin(Node& object, std::string_view type, const std::string& otherwise,
                     const std::string& path) {
    const auto key = take(object, "key");
    auto made = std::string(type) + "/" + (key ? "key/" + key_in(*key, join(path, "key")) : otherwise);
    if (!origins_.insert(made).second)
      throw RecordFault{path, key ? "has the key of another part"
                                  : "names the same organisation in the same role as one before it; give "
                                    "each a \"key\" of its own"};
    return made;
  }

  void participation(Node& node, const std::string& path) {
    const auto* named = node.member("organisation");
    if (!named) throw RecordFault{join(path, "organisation"), "is missing"};
    const auto* role = node.member("role");
    const auto otherwise = named->text + "/" + (role ? role->text : model::Participation().role);
    NamedRecord part;
    part.organisation = organisation(node, path);
    auto made = origin(node, "participation", otherwise, path);
    auto record = json::read<model::Participation>(node, path, file_);
    record.origin = std::move(made);
    if (record.named_by.empty()) {
      const auto& sources = record.sources.empty() ? bundle_.partnership.sources : record.sources;
      if (!sources.empty()) record.named_by = sources.front().stated_by;
    }
    part.record = std::move(record);
    bundle_.parts.push_back(std::move(part));
  }

  void commitment(Node& node, const std::string& path) {
    NamedRecord part;
    part.giver = party(node, "giver", path);
    part.receiver = party(node, "receiver", path);
    const auto* const key = node.member("key");
    const auto name = key ? key->text : std::string();
    auto made = origin(node, "commitment", std::to_string(number_), path);
    auto record = json::read<model::Commitment>(node, path, file_);
    record.origin = std::move(made);
    part.record = std::move(record);
    if (!name.empty()) commitments_.emplace(name, static_cast<int>(bundle_.parts.size()));
    bundle_.parts.push_back(std::move(part));
  }

  void delivery(Node& node, const std::string& path) {
    NamedRecord part;
    part.giver = party(node, "giver", path);
    part.receiver = party(node, "receiver", path);
    if (const auto kept = take(node, "commitment")) {
      const auto here = join(path, "commitment");
      const auto found = commitments_.find(key_in(*kept, here));
      if (found == commitments_.end())
        throw RecordFault{here, "names \"" + kept->text + "\", and no commitment here has that key"};
      part.commitment = found->second;
    }
    auto made = origin(node, "delivery", std::to_string(number_), path);
    auto record = json::read<model::Delivery>(node, path, file_);
    record.origin = std::move(made);
    part.record = std::move(record);
    bundle_.parts.push_back(std::move(part));
  }

  void result(Node& node, const std::string& path) {
    NamedRecord part;
    auto made = origin(node, "result", std::to_string(number_), path);
    auto record = json::read<model::Result>(node, path, file_);
    record.origin = std::move(made);
    part.record = std::move(record);
    bundle_.parts.push_back(std::move(part));
  }

  const Node& entry_;
  File& file_;
  Bundle bundle_;
  std::size_t number_ = 0;
  std::map<std::string, int> places_;       ///< of organisations in the bundle, by key
  std::map<std::string, int> commitments_;  ///< of commitments among the parts, by key
  std::unordered_set<std::string> origins_;
};

}  // namespace

std::string key_of(const Node& entry) {
  if (entry.kind != Kind::object) throw RecordFault{{}, "is not an object"};
  const auto* key = entry.member("key");
  if (!key) throw RecordFault{"key", "is missing"};
  return key_in(*key, "key");
}

NamedOrganisation read_organisation(const Node& entry, File& file) {
  file.written = 0;
  require_known(entry, {"key", "organisation"});
  NamedOrganisation named;
  named.key = store_key("organisation", key_of(entry));
  named.naming = Naming::definition;
  named.at = {file.lines.line(entry.begin), file.lines.column(entry.begin)};
  Node own = required(entry, "organisation", Kind::object);
  named.organisation = read<model::Organisation>(own, "organisation", file);
  return named;
}

Bundle read_partnership(const Node& entry, std::string_view original, File& file) {
  file.written = 0;
  require_known(entry, {"key", "partnership", "participations", "commitments", "deliveries", "results"});
  const auto key = key_of(entry);
  auto bundle = Reading(entry, file).read();
  bundle.key_scheme = model::kEntente;
  bundle.key_value = "partnership/" + key;
  bundle.original = original;
  bundle.original_is_all = false;  // documents and keys of others stand elsewhere in the file
  bundle.partnership.kept = model::Kept{std::string(kKeptAs), base::hex(base::sha256(original)), 0};
  bundle.at = {file.lines.line(entry.begin), file.lines.column(entry.begin)};
  return bundle;
}

}  // namespace entente::exchange::json
