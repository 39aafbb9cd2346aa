// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <deque>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "exchange/iati/published/xml_document.hpp"
#include "exchange/iati/published/xml_source.hpp"

namespace entente::exchange::iati::published {

namespace {

constexpr std::string_view kXmlSchema = "http://www.w3.org/2001/XMLSchema";
constexpr std::string_view kVersion = "2.03";

/// The types of XML Schema the standard uses, by our tables' names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kBuiltIn{{
    {"string", "string"},
    {"anyURI", "uri"},
    {"date", "date"},
    {"dateTime", "dateTime"},
    {"decimal", "decimal"},
    {"boolean", "boolean"},
    {"int", "int"},
    {"nonNegativeInteger", "nonNegativeInteger"},
    {"positiveInteger", "positiveInteger"},
    {"NMTOKEN", "nmtoken"},
    {"language", "language"},
}};

/// Writes the definitions of the files one after the other as lines of schema.txt.
class SchemaWriter {
 public:
  explicit SchemaWriter(const std::vector<Source>& sources) {
    for (const auto& source : sources) {
      auto& file = files_.emplace_back();
      file.name = source.name;
      load_xml(source, file.document);
      collect(file);
    }
  }

  std::string write() {
    text_ = made_of_official_files("What may stand where in files");
    for (const auto& [name, type] : types_) {
      file_ = type.first;
      text_ += "type " + name + "\n";
      write_type(type.second, 1);
    }
    for (const auto& [name, element] : elements_) {
      file_ = element.first;
      text_ += "element " + name;
      write_element_type(element.second, 0);
    }
    for (const auto* root : {"iati-activities", "iati-organisations"})
      if (!elements_.contains(root))
        throw base::BadInput("the schema", std::string("has no element ") + root,
                             "Put all files of the standard's schema into the folder: "
                             "iati-activities-schema.xsd, iati-organisations-schema.xsd, iati-common.xsd");
    return std::move(text_);
  }

 private:
  struct File {
    std::string name, prefix;
    pugi::xml_document document;
  };
  using Definitions = std::map<std::string, std::pair<const File*, pugi::xml_node>>;

  [[noreturn]] void fail(const std::string& cause) const {
    throw base::BadInput(
        file_->name, cause,
        "Use the files of version 2.03 as the standard publishes them; for a later version, a "
        "later Entente");
  }

  static bool is_namespaced(std::string_view name, const File& file) { return name.starts_with(file.prefix); }

  /// The name of an element of XML Schema; of another one, and of what is no element, none.
  std::string_view kind_of(pugi::xml_node node) const {
    std::string_view name = node.name();
    if (node.type() != pugi::node_element) return {};
    if (!is_namespaced(name, *file_)) fail("has <" + std::string(name) + ">, which is not of XML Schema");
    name.remove_prefix(file_->prefix.size());
    return name == "annotation" ? std::string_view() : name;
  }

  void collect(File& file) {
    file_ = &file;
    const auto root = file.document.document_element();
    const std::string_view name = root.name();
    const auto colon = name.find(':');
    file.prefix = colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
    const auto declares =
        file.prefix.empty() ? std::string("xmlns") : "xmlns:" + file.prefix.substr(0, file.prefix.size() - 1);
    if (root.attribute(declares.c_str()).value() != kXmlSchema) fail("is no XML Schema");
    // The schema of xml:lang and its like is the W3C's; what we need of it is known.
    if (std::string_view(root.attribute("targetNamespace").value()) == "http://www.w3.org/XML/1998/namespace")
      return;
    if (root.attribute("version").value() != kVersion)
      fail("is of version '" + std::string(root.attribute("version").value()) + "', not of " +
           std::string(kVersion));
    for (const auto node : root.children()) {
      const auto kind = kind_of(node);
      if (kind.empty() || kind == "include" || kind == "import") continue;
      if (kind == "element")
        define(elements_, node);
      else if (kind == "complexType")
        define(types_, node);
      else if (kind == "attribute")
        define(attributes_, node);
      else
        fail("uses <" + std::string(node.name()) + ">, which the tables do not know");
    }
  }

  void define(Definitions& among, pugi::xml_node node) {
    const auto name = name_of(node);
    if (!among.emplace(name, std::pair(file_, node)).second) fail("defines '" + name + "' a second time");
    // The tables refer to both by their name alone.
    if (&among != &attributes_ && elements_.contains(name) && types_.contains(name))
      fail("defines '" + name + "' both as an element and as a type");
  }

  std::string name_of(pugi::xml_node node) const {
    std::string name = node.attribute("name").value();
    check_word(name, file_->name, "a name");
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") !=
            std::string::npos ||
        name == "other" || name == "any" || name == "text")
      fail("has an element or attribute '" + name + "', which the tables cannot name");
    return name;
  }

  /// Our name of a type of XML Schema; none for one the files define.
  std::string_view built_in(std::string_view type) const {
    if (!file_->prefix.empty() && !is_namespaced(type, *file_)) return {};
    type.remove_prefix(file_->prefix.size());
    for (const auto& [theirs, ours] : kBuiltIn)
      if (theirs == type) return ours;
    if (file_->prefix.empty() && types_.contains(std::string(type))) return {};
    fail("uses the type '" + std::string(type) + "', which the tables do not know");
  }

  std::string value_type(pugi::xml_node node) const {
    const std::string_view type = node.attribute("type").value();
    if (type.empty()) return "string";
    const auto ours = built_in(type);
    if (ours.empty()) fail("uses the type '" + std::string(type) + "' for a value");
    return std::string(ours);
  }

  void line(std::size_t depth, const std::string& text) { text_.append(2 * depth, ' ').append(text) += '\n'; }

  /// Ends the line of an element with what it is, and writes its own rules below it.
  void write_element_type(pugi::xml_node element, std::size_t depth) {
    if (const std::string_view type = element.attribute("type").value(); !type.empty()) {
      if (const auto ours = built_in(type); !ours.empty()) {
        text_ += '\n';
        return line(depth + 1, "text " + std::string(ours));
      }
      if (!types_.contains(std::string(type)))
        fail("refers to the type '" + std::string(type) + "', which is not there");
      text_ += " = " + std::string(type) + "\n";
      return;
    }
    text_ += '\n';
    for (const auto child : element.children()) {
      const auto kind = kind_of(child);
      if (kind.empty()) continue;
      if (kind != "complexType")
        fail("uses <" + std::string(child.name()) + ">, which the tables do not know");
      return write_type(child, depth + 1);
    }
    line(depth + 1, "any");
  }

  void write_type(pugi::xml_node type, std::size_t depth) {
    constexpr std::size_t kDeepest = 40;
    if (depth > kDeepest) fail("nests elements or types more than 40 deep");
    if (std::string_view(type.attribute("mixed").value()) == "true") fail("lets text stand among elements");
    for (const auto child : type.children()) {
      const auto kind = kind_of(child);
      if (kind.empty()) continue;
      if (kind == "sequence")
        write_sequence(child, depth);
      else if (kind == "attribute")
        write_attribute(child, depth);
      else if (kind == "anyAttribute")
        write_others(child, depth, "@other");
      else if (kind == "simpleContent" || kind == "complexContent")
        write_content(child, kind == "simpleContent", depth);
      else
        fail("uses <" + std::string(child.name()) + ">, which the tables do not know");
    }
  }

  void write_content(pugi::xml_node content, bool simple, std::size_t depth) {
    for (const auto child : content.children()) {
      const auto kind = kind_of(child);
      if (kind.empty()) continue;
      if (kind != "extension") fail("uses <" + std::string(child.name()) + ">, which the tables do not know");
      const std::string base = child.attribute("base").value();
      if (simple) {
        const auto ours = built_in(base);
        if (ours.empty()) fail("extends '" + base + "' as a value");
        line(depth, "text " + std::string(ours));
      } else {
        const auto known = types_.find(base);
        if (known == types_.end()) fail("extends '" + base + "', which is not there");
        if (++extended_ > 1'000) fail("extends types without end");
        const auto* const here = std::exchange(file_, known->second.first);
        write_type(known->second.second, depth);
        file_ = here;
      }
      write_type(child, depth);
    }
  }

  void write_sequence(pugi::xml_node sequence, std::size_t depth) {
    for (const auto* bound : {"minOccurs", "maxOccurs"})
      if (const std::string_view n = sequence.attribute(bound).value(); !n.empty() && n != "1")
        fail("has a sequence that may be repeated or absent");
    for (const auto child : sequence.children()) {
      const auto kind = kind_of(child);
      if (kind.empty()) continue;
      if (kind == "any")
        write_others(child, depth, "other");
      else if (kind == "element")
        write_child(child, depth);
      else
        fail("uses <" + std::string(child.name()) + ">, which the tables do not know");
    }
  }

  void write_child(pugi::xml_node child, std::size_t depth) {
    const std::string ref = child.attribute("ref").value();
    if (!ref.empty() && !elements_.contains(ref))
      fail("refers to the element '" + ref + "', which is not there");
    const std::string name = ref.empty() ? name_of(child) : ref;
    const std::string_view least = child.attribute("minOccurs").as_string("1");
    const std::string_view most = child.attribute("maxOccurs").as_string("1");
    if ((least != "0" && least != "1") || (most != "1" && most != "unbounded"))
      fail("lets '" + name + "' stand from " + std::string(least) + " to " + std::string(most) +
           " times, which the tables cannot say");
    text_.append(2 * depth, ' ') += name + (least == "0" ? " 0" : " 1") + (most == "1" ? " 1" : " *");
    if (!ref.empty())
      text_ += " = " + ref + "\n";
    else
      write_element_type(child, depth);
  }

  void write_attribute(pugi::xml_node attribute, std::size_t depth) {
    const std::string_view use = attribute.attribute("use").as_string("optional");
    if (use == "prohibited") return;
    const std::string ref = attribute.attribute("ref").value();
    std::string name = ref, type;
    if (ref == "xml:lang") {
      type = "language";
    } else if (!ref.empty()) {
      const auto known = attributes_.find(ref);
      if (known == attributes_.end()) fail("refers to the attribute '" + ref + "', which is not there");
      const auto* const here = std::exchange(file_, known->second.first);
      type = value_type(known->second.second);
      file_ = here;
    } else {
      name = name_of(attribute);
      type = value_type(attribute);
    }
    line(depth, "@" + name + " " + type + (use == "required" ? " required" : ""));
  }

  void write_others(pugi::xml_node node, std::size_t depth, const char* word) {
    if (std::string_view(node.attribute("namespace").value()) != "##other")
      fail("lets elements or attributes of any namespace in, which the tables cannot say");
    line(depth, word);
  }

  std::deque<File> files_;  ///< whose places do not change: definitions point into them
  const File* file_ = nullptr;
  Definitions elements_, types_, attributes_;
  std::string text_;
  std::size_t extended_ = 0;
};

}  // namespace

std::string schema_table(const std::vector<Source>& sources) {
  return SchemaWriter(sources).write();
}

}  // namespace entente::exchange::iati::published
