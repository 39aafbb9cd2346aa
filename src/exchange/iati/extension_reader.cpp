// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <unordered_set>

#include "exchange/iati/characters.hpp"
#include "exchange/iati/extension.hpp"
#include "model/identifier.hpp"
#include "model/visit.hpp"

namespace entente::exchange::iati {

namespace {

/// A value that is none of its kind.
struct NoValue {};

std::string prefix_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto child : node.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  return text;
}

base::PartialDate date_of(std::string_view text) {
  const auto date = base::PartialDate::parse(text);
  if (!date) throw NoValue();
  return *date;
}

base::Decimal decimal_of(std::string_view text) {
  const auto number = base::Decimal::parse(text);
  if (!number) throw NoValue();
  return *number;
}

struct FieldReader {
  pugi::xml_node at;
  const std::string& prefix;
  std::int64_t& taken;

  template <class T>
  void operator()(const char* name, T& value, const model::Rule&) {
    const auto called = prefix + name;
    for (auto child = at.child(called.c_str()); child; child = child.next_sibling(called.c_str()))
      take(child, value);
  }

  void take(const pugi::xml_node& node, std::string& value) {
    ++taken;
    value = text_of(node);
  }
  void take(const pugi::xml_node& node, base::Text& text) {
    ++taken;
    text.add(node.attribute("xml:lang").value(), text_of(node));
  }
  void take(const pugi::xml_node& node, base::PartialDate& date) {
    ++taken;
    date = date_of(text_of(node));
  }
  void take(const pugi::xml_node& node, base::Decimal& number) {
    ++taken;
    number = decimal_of(text_of(node));
  }
  void take(const pugi::xml_node& node, base::Money& money) {
    ++taken;
    money.amount = decimal_of(text_of(node));
    money.currency = node.attribute("currency").value();
    if (const auto date = node.attribute("value-date")) money.value_date = date_of(date.value());
  }
  // Not written: see the writer.
  void take(const pugi::xml_node&, base::Uuid&) {}
  void take(const pugi::xml_node&, model::Kept&) {}
  void take(const pugi::xml_node&, std::int64_t&) {}
  template <class T>
  void take(const pugi::xml_node& node, std::optional<T>& value) {
    if constexpr (!std::is_same_v<T, base::Uuid> && !std::is_same_v<T, model::Kept>)
      take(node, value.emplace());
  }
  template <class T>
  void take(const pugi::xml_node& node, std::vector<T>& list) {
    take(node, list.emplace_back());
  }
  template <model::HasFields T>
  void take(const pugi::xml_node& node, T& value) {
    ++taken;
    FieldReader inner{node, prefix, taken};
    T::fields(value, inner);
  }
};

/// A number of one of `count` things, as its place from 0; -1 where none is named.
int place(const pugi::xml_node& node, const char* attribute, std::size_t count) {
  const std::string_view text = node.attribute(attribute).value();
  if (text.empty()) return -1;
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < 1 ||
      static_cast<std::size_t>(number) > count)
    throw NoValue();
  return number - 1;
}

class RecordReader {
 public:
  RecordReader(const pugi::xml_node& record, std::int64_t& taken)
      : record_(record), prefix_(prefix_of(record)), taken_(taken) {}

  Bundle read() {
    ++taken_;
    bundle_.key_scheme = model::kEntente;
    bundle_.key_value = std::string("record/") + record_.attribute("id").value();
    for (const auto child : record_.children()) {
      std::string_view name = child.name();
      if (!name.starts_with(prefix_)) continue;
      name.remove_prefix(prefix_.size());
      if (name == "partnership") fill(child, bundle_.partnership);
      if (name == "organisation") organisation(child);
      if (name == "link") link(child);
      part<model::Participation>(name, child);
      part<model::Commitment>(name, child);
      part<model::Delivery>(name, child);
      part<model::Result>(name, child);
    }
    return std::move(bundle_);
  }

 private:
  template <class T>
  void fill(const pugi::xml_node& node, T& value) {
    FieldReader{node, prefix_, taken_}.take(node, value);
  }

  static std::string key(const pugi::xml_node& node, const char* attribute = "key") {
    std::string key = node.attribute(attribute).value();
    const auto tab = key.find('\t');
    if (tab == std::string::npos || tab == 0 || tab + 1 == key.size()) throw NoValue();
    return key;
  }

  void organisation(const pugi::xml_node& node) {
    NamedOrganisation named;
    named.key = key(node);
    if (node.attribute("own_key")) named.own_key = key(node, "own_key");
    fill(node, named.organisation);
    bundle_.organisations.push_back(std::move(named));
  }

  void link(const pugi::xml_node& node) {
    ++taken_;
    const int at = place(node, "link", bundle_.partnership.links.size());
    if (at < 0) throw NoValue();
    bundle_.links.push_back({static_cast<std::size_t>(at), key(node), true, {}, {}});
  }

  template <class T>
  void part(std::string_view name, const pugi::xml_node& node) {
    if (name != T::kType) return;
    const auto organisations = bundle_.organisations.size();
    NamedRecord part;
    part.organisation = place(node, "organisation", organisations);
    part.giver = place(node, "giver", organisations);
    part.receiver = place(node, "receiver", organisations);
    part.commitment = place(node, "commitment", bundle_.parts.size());
    if (part.commitment >= 0 && !std::holds_alternative<model::Commitment>(
                                    bundle_.parts[static_cast<std::size_t>(part.commitment)].record))
      throw NoValue();
    T record;
    fill(node, record);
    // By its origin a part is found again: none without, and none twice.
    if (trimmed(record.origin).empty() ||
        !origins_.insert(std::string(T::kType).append("\t").append(record.origin)).second)
      throw NoValue();
    if constexpr (std::is_same_v<T, model::Participation>)
      if (part.organisation < 0) throw NoValue();
    part.record = std::move(record);
    bundle_.parts.push_back(std::move(part));
  }

  pugi::xml_node record_;
  std::string prefix_;
  std::int64_t& taken_;
  Bundle bundle_;
  std::unordered_set<std::string> origins_;
};

}  // namespace

std::optional<Bundle> read_extension(const pugi::xml_node& record, std::int64_t& taken) {
  try {
    return RecordReader(record, taken).read();
  } catch (const NoValue&) {
    return std::nullopt;
  }
}

pugi::xml_node extension_of(const pugi::xml_node& activity,
                            const std::vector<std::pair<std::string, std::string>>& namespaces) {
  for (const auto child : activity.children()) {
    const auto prefix = prefix_of(child);
    if (std::string_view(child.name()).substr(prefix.size()) != "record") continue;
    const auto declaration = prefix.empty() ? "xmlns" : "xmlns:" + prefix.substr(0, prefix.size() - 1);
    std::string_view uri = child.attribute(declaration.c_str()).value();
    if (uri.empty()) uri = activity.attribute(declaration.c_str()).value();
    if (uri.empty())
      for (const auto& [name, value] : namespaces)
        if (name == declaration) uri = value;
    if (uri == kExtension) return child;
  }
  return {};
}

}  // namespace entente::exchange::iati
