// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Run by the build: check_messages FOLDER. Every language must have every key of English, with the same
// placeholders, every plural form its grammar needs, and a text of its own unless names.json lists the key.
// The names of fields of queries are clear across all languages.

#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>

namespace json = boost::json;

namespace {

const char* const kLanguages[] = {"ar", "zh", "en", "fr", "ru", "es"};
int faults = 0;

void fault(const std::string& file, const std::string& key, const std::string& what) {
  std::cerr << file << ": '" << key << "': " << what << "\n";
  ++faults;
}

json::object read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) {
    std::cerr << path << ": cannot be read\n";
    ++faults;
    return {};
  }
  try {
    return json::parse(text.str()).as_object();
  } catch (const std::exception& e) {
    std::cerr << path << ": is not a JSON object: " << e.what() << "\n";
    ++faults;
    return {};
  }
}

/// The forms that whole numbers below a thousand take in a language, and "other".
std::set<std::string> plural_forms(const std::string& language) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(
      icu::PluralRules::forLocale(icu::Locale(language.c_str()), code));
  std::set<std::string> forms{"other"};
  for (int n = 0; n < 1000; ++n) {
    std::string form;
    rules->select(n).toUTF8String(form);
    forms.insert(form);
  }
  return forms;
}

struct Shape {
  std::set<std::string> placeholders;
  std::vector<std::set<std::string>> plurals;
  std::string error;
};

Shape shape_of(const std::string& pattern) {
  Shape shape;
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(pattern);
  icu::MessagePattern parsed(text, &where, code);
  if (U_FAILURE(code)) {
    shape.error = std::string("is no ICU pattern: ") + u_errorName(code);
    return shape;
  }
  std::vector<std::size_t> open;  // plurals we are inside of
  for (int i = 0; i < parsed.countParts(); ++i) {
    const auto& part = parsed.getPart(i);
    std::string name;
    parsed.getSubstring(part).toUTF8String(name);
    switch (part.getType()) {
      case UMSGPAT_PART_TYPE_ARG_NAME:
      case UMSGPAT_PART_TYPE_ARG_NUMBER:
        shape.placeholders.insert(name);
        break;
      case UMSGPAT_PART_TYPE_ARG_START:
        if (part.getArgType() == UMSGPAT_ARG_TYPE_PLURAL) {
          open.push_back(shape.plurals.size());
          shape.plurals.emplace_back();
        } else {
          open.push_back(static_cast<std::size_t>(-1));
        }
        break;
      case UMSGPAT_PART_TYPE_ARG_LIMIT:
        open.pop_back();
        break;
      case UMSGPAT_PART_TYPE_ARG_SELECTOR:
        if (!open.empty() && open.back() != static_cast<std::size_t>(-1))
          shape.plurals[open.back()].insert(name);
        break;
      default:
        break;
    }
  }
  return shape;
}

/// A name of a field of queries means one field, in whatever language it is written, and holds nothing that
/// ends a name.
void check_field_name(const std::string& file, const std::string& key, const std::string& text) {
  static std::map<std::string, std::string> keys;
  std::string name;
  icu::UnicodeString::fromUTF8(text).foldCase().toUTF8String(name);
  const auto [known, first] = keys.emplace(name, key);
  if (known->second != key) fault(file, key, "is the name of another field too: '" + known->second + "'");
  if (name.find_first_of(" :()\"|,*") != std::string::npos) fault(file, key, "is not one word");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: check_messages data/messages\n";
    return 2;
  }
  const std::string folder = argv[1];
  std::set<std::string> names;
  const auto listed = read(folder + "/names.json");
  if (const auto* keys = listed.if_contains("keys"))
    for (const auto& key : keys->as_array()) names.emplace(key.as_string());
  const auto english = read(folder + "/en.json");
  for (const std::string language : kLanguages) {
    const std::string path = folder + "/" + language + ".json";
    const auto messages = read(path);
    const auto forms = plural_forms(language);
    for (const auto& [key, value] : messages)
      if (!english.contains(key)) fault(path, key, "is not a key of en.json: remove it, or add it there");
    for (const auto& [key, original] : english) {
      const auto* value = messages.if_contains(key);
      if (!value || !value->is_string() || value->as_string().empty()) {
        fault(path, key, "is missing");
        continue;
      }
      const std::string text(value->as_string());
      if (key.starts_with("query.field.")) check_field_name(path, std::string(key), text);
      const auto shape = shape_of(text), expected = shape_of(std::string(original.as_string()));
      if (!shape.error.empty()) {
        fault(path, key, shape.error);
        continue;
      }
      if (shape.placeholders != expected.placeholders)
        fault(path, key, "has other placeholders than English");
      if (shape.plurals.size() != expected.plurals.size() && language != "zh")
        fault(path, key, "has another number of plurals than English");
      for (const auto& plural : shape.plurals)
        for (const auto& form : forms)
          if (!plural.contains(form)) fault(path, key, "lacks the plural form '" + form + "'");
      if (language != "en" && text == original.as_string() && !names.contains(std::string(key)))
        fault(path, key, "equals the English text: translate it, or list the key in names.json");
    }
  }
  if (faults) std::cerr << faults << " fault(s) in the messages\n";
  return faults ? 1 : 0;
}
