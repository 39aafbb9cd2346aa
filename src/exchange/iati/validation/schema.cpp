// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "exchange/iati/validation/lines.hpp"
#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr std::array<std::pair<std::string_view, Type>, 11> kTypes{{
    {"string", Type::string},
    {"uri", Type::uri},
    {"date", Type::date},
    {"dateTime", Type::date_time},
    {"decimal", Type::decimal},
    {"boolean", Type::boolean},
    {"int", Type::integer},
    {"nonNegativeInteger", Type::non_negative},
    {"positiveInteger", Type::positive},
    {"nmtoken", Type::token},
    {"language", Type::language},
}};

Type type_of(std::string_view word, const Lines& at) {
  for (const auto& [name, type] : kTypes)
    if (name == word) return type;
  at.fail("'" + std::string(word) + "' is no type of value");
}

/// A line of the file with what is indented below it.
struct Entry {
  std::vector<std::string_view> words;
  std::vector<Entry> below;
};

}  // namespace

std::string_view name_of(Type type) {
  for (const auto& [name, t] : kTypes)
    if (t == type) return name;
  return {};
}

/// Reads the file into a tree of lines, then unfolds its elements and types from the two roots on: a place is
/// made for each way that leads to it.
class SchemaReader {
 public:
  SchemaReader(Schema& schema, std::string_view text, Names& names)
      : schema_(schema), lines_(text, "schema.txt"), names_(names) {}

  void read() {
    lines_.next();
    while (!lines_.ended()) {
      auto entry = read_entry(0);
      const auto kind = entry.words[0];
      if (entry.words.size() < 2 || (kind != "element" && kind != "type"))
        lines_.fail("neither an element nor a type");
      (kind == "element" ? elements_ : types_).emplace(entry.words[1], std::move(entry));
    }
    schema_.places_.resize(1);
    schema_.activities_ = make_root("iati-activities");
    schema_.organisations_ = make_root("iati-organisations");
    index();
  }

 private:
  Entry read_entry(std::size_t depth) {
    Entry entry{lines_.words(), {}};
    lines_.next();
    while (!lines_.ended() && lines_.depth() > depth) entry.below.push_back(read_entry(depth + 1));
    return entry;
  }

  PlaceId make_root(std::string_view name) {
    const auto id = make(names_.add(name), kNowhere, "/" + std::string(name), definition(elements_, name));
    globals_.emplace(name, id);
    return id;
  }

  const Entry& definition(const std::map<std::string_view, Entry>& among, std::string_view name) {
    const auto found = among.find(name);
    if (found == among.end()) lines_.fail("'" + std::string(name) + "' is referred to, not defined");
    return found->second;
  }

  const Entry& named(std::string_view name) {
    const auto element = elements_.find(name);
    return element == elements_.end() ? definition(types_, name) : element->second;
  }

  PlaceId make(Name name, PlaceId parent, std::string path, const Entry& entry) {
    if (schema_.places_.size() == kMostPlaces) lines_.fail("the schema has more places than the tables hold");
    const auto id = static_cast<PlaceId>(schema_.places_.size());
    schema_.places_.emplace_back();
    schema_.places_[id].name = name;
    schema_.places_[id].parent = parent;
    schema_.places_[id].path = std::move(path);
    fill(id, entry);
    return id;
  }

  void fill(PlaceId id, const Entry& entry) {
    if (depth_ == kDeepest)
      lines_.fail("'" + schema_.places_[id].path + "' is defined by itself, without end");
    ++depth_;
    fill_in(id, entry);
    --depth_;
  }

  void fill_in(PlaceId id, const Entry& entry) {
    const auto& words = entry.words;
    if (words.size() > 2 && words[words.size() - 2] == "=") {
      if (elements_.contains(words.back())) globals_.emplace(words.back(), id);
      return fill(id, named(words.back()));
    }
    for (const auto& line : entry.below) {
      const auto word = line.words[0];
      if (word == "other") {
        schema_.places_[id].items.push_back({kOther, 0, true});
      } else if (word == "any") {
        schema_.places_[id].content = Content::anything;
      } else if (word == "text") {
        schema_.places_[id].content = Content::text;
        schema_.places_[id].text = type_of(line.words.at(1), lines_);
      } else if (word == "@other") {
        schema_.places_[id].other_attributes = true;
      } else if (word.starts_with('@')) {
        auto& place = schema_.places_[id];
        Attribute attribute;
        attribute.name = names_.add(word.substr(1));
        attribute.type = type_of(line.words.at(1), lines_);
        attribute.required = line.words.size() > 2 && line.words[2] == "required";
        if (attribute.required) place.required |= 1ULL << place.attributes.size();
        place.attributes.push_back(std::move(attribute));
        if (place.attributes.size() > 60) lines_.fail("more attributes than the tables hold");
      } else {
        Item item;
        item.least = line.words.at(1) == "0" ? 0 : 1;
        item.many = line.words.at(2) == "*";
        item.place = make(names_.add(word), id, schema_.places_[id].path + "/" + std::string(word), line);
        schema_.places_[id].items.push_back(item);
      }
    }
  }

  void index() {
    names_.add("xml:lang");
    schema_.width_ = names_.size();
    const auto cells = schema_.places_.size() * schema_.width_;
    schema_.children_.assign(cells, kNowhere);
    schema_.attribute_of_.assign(cells, Schema::kNone);
    schema_.globals_.assign(schema_.width_, kNowhere);
    for (const auto& [name, place] : globals_) schema_.globals_[names_.find(name)] = place;
    for (std::size_t id = 1; id < schema_.places_.size(); ++id) {
      const auto& place = schema_.places_[id];
      for (const auto& item : place.items)
        if (item.place != kOther)
          schema_.children_[id * schema_.width_ + schema_.places_[item.place].name] = item.place;
      for (std::size_t i = 0; i < place.attributes.size(); ++i)
        schema_.attribute_of_[id * schema_.width_ + place.attributes[i].name] = static_cast<std::uint8_t>(i);
    }
  }

  static constexpr std::size_t kDeepest = 64;  ///< how deep elements may nest, references included
  static constexpr std::size_t kMostPlaces = 16'384;

  Schema& schema_;
  std::size_t depth_ = 0;
  Lines lines_;
  Names& names_;
  std::map<std::string_view, Entry> elements_, types_;
  std::map<std::string_view, PlaceId> globals_;  ///< one of the places of each element that has a name
};

Schema::Schema(std::string_view text, Names& names) {
  SchemaReader(*this, text, names).read();
}

PlaceId Schema::find(std::string_view path) const {
  for (std::size_t id = 1; id < places_.size(); ++id)
    if (places_[id].path == path) return static_cast<PlaceId>(id);
  return kNowhere;
}

}  // namespace entente::exchange::iati::validation
