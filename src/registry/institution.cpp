// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/institution.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/toml.hpp"
#include "registry/accounts.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostTextBytes = 256 * 1024;
constexpr std::size_t kMostLogoBytes = 64 * 1024;  // a page with all it needs is to stay below 100 KB
constexpr std::size_t kMostTexts = 20;
constexpr std::size_t kLongestLine = 300, kLongestAbout = 4'000;
constexpr std::string_view kTerms = "terms";

bool is_web_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

/// Letters, digits and hyphens: it stands in an address.
bool is_text_key(std::string_view key) {
  constexpr std::size_t kLongest = 40;
  return !key.empty() && key.size() <= kLongest && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

class ProfileReader {
 public:
  explicit ProfileReader(const std::filesystem::path& file)
      : toml_(base::Toml::read_file(file)), folder_(file.parent_path()) {}

  Institution read() {
    institution_.name = words("name", kLongestLine);
    institution_.about = words("about", kLongestAbout);
    read_languages();
    read_contact();
    read_texts();
    read_look();
    toml_.finish();
    institution_.stamp = stamp();
    return std::move(institution_);
  }

 private:
  base::Toml toml_;
  const std::filesystem::path folder_;
  Institution institution_;
  base::Sha256Stream seen_;  ///< everything that was read

  void see(std::string_view bytes) {
    seen_.add(std::to_string(bytes.size()) + ":");
    seen_.add(bytes);
  }
  std::string stamp() { return base::hex(seen_.finish()).substr(0, 16); }

  /// One line, or a few, of a setting.
  std::string line(const std::string& name, std::size_t longest) {
    std::string value;
    if (!toml_.take(name, value)) return {};
    if (base::trimmed(value).empty()) toml_.refuse(name, "is empty", "Fill it, or leave it out.");
    if (value.size() > longest)
      toml_.refuse(name, "is longer than " + std::to_string(longest) + " bytes", "Shorten it.");
    see(name);
    see(value);
    return value;
  }

  static std::string setting_in(std::string name, std::string_view language) {
    return name.append(".").append(language);
  }

  /// name.en, name.fr …
  base::Text words(const std::string& name, std::size_t longest) {
    base::Text text;
    for (const auto& language : toml_.keys(name)) {
      const auto setting = setting_in(name, language);
      require_language(setting, language);
      text.add(language, line(setting, longest));
    }
    return text;
  }

  void require_language(const std::string& name, const std::string& language) const {
    if (!base::is_language(language))
      toml_.refuse(name, "names no language of Entente: '" + language + "'", "Use ar, zh, en, fr, ru or es.");
  }

  void read_languages() {
    std::vector<std::string> wanted;
    institution_.languages.clear();
    if (!toml_.take("languages", wanted))
      wanted.assign(std::begin(base::kLanguages), std::end(base::kLanguages));
    for (const auto& language : wanted) require_language("languages", language);
    if (wanted.empty()) toml_.refuse("languages", "names none", "Name one at least, or leave it out.");
    for (const auto language : base::kLanguages)
      if (std::ranges::find(wanted, language) != wanted.end()) {
        institution_.languages.emplace_back(language);
        see(language);
      }
  }

  void read_contact() {
    institution_.mail = line("contact.mail", kLongestLine);
    if (!institution_.mail.empty() && !is_address(institution_.mail))
      toml_.refuse("contact.mail", "is not an address for mail", "Write it as desk@register.example.");
    institution_.telephone = line("contact.telephone", kLongestLine);
    institution_.website = line("contact.website", kLongestLine);
    if (!institution_.website.empty() && !is_web_address(institution_.website))
      toml_.refuse("contact.website", "is not a web address", "It begins with https:// or http://.");
    institution_.postal = words("contact.postal", kLongestLine * 2);
  }

  void read_texts() {
    if (!toml_.keys("terms").empty()) read_text(std::string(kTerms), "terms");
    const auto policies = toml_.keys("policies");
    if (policies.size() > kMostTexts)
      toml_.refuse("policies", "holds more than " + std::to_string(kMostTexts), "Join some.");
    for (const auto& key : policies) {
      const auto name = "policies." + key;
      if (!is_text_key(key) || key == kTerms)
        toml_.refuse(name, "has a name that cannot stand in an address",
                     "Use small letters, digits and hyphens, and not 'terms'.");
      read_text(key, name + ".text");
      institution_.texts.back().title = words(name + ".title", kLongestLine);
      if (institution_.texts.back().title.empty())
        toml_.refuse(name, "has no title", "Add " + name + ".title with a language at least.");
      if (institution_.texts.back().text.empty() && institution_.texts.back().address.empty())
        toml_.refuse(name, "has no text", "Add " + name + ".text with a file's name or a web address.");
    }
  }

  void read_text(const std::string& key, const std::string& name) {
    InstitutionText text{.key = key, .title = {}, .text = {}, .address = {}};
    for (const auto& language : toml_.keys(name)) {
      const auto setting = setting_in(name, language);
      require_language(setting, language);
      const auto value = line(setting, kLongestLine);
      if (is_web_address(value))
        text.address.add(language, value);
      else
        text.text.add(language, file_text(setting, value));
    }
    institution_.texts.push_back(std::move(text));
  }

  std::string file_text(const std::string& setting, const std::string& name) {
    auto text = file_bytes(setting, name, kMostTextBytes);
    if (!base::is_utf8(text)) toml_.refuse(setting, "names a file that is not UTF-8: " + name, "Save it so.");
    if (base::trimmed(text).empty()) toml_.refuse(setting, "names an empty file: " + name, "Write the text.");
    std::erase(text, '\r');
    return text;
  }

  std::string file_bytes(const std::string& setting, const std::string& name, std::size_t most) {
    const auto path = folder_ / name;
    std::ifstream in(path, std::ios::binary);
    std::string bytes(most + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in.is_open() || in.bad())
      toml_.refuse(setting, "names a file that cannot be read: " + path.string(),
                   "Its name is taken from the profile's own folder; check it and the permissions.");
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > most)
      toml_.refuse(setting, "names a file of more than " + std::to_string(most) + " bytes: " + name,
                   "Make it smaller.");
    see(bytes);
    return bytes;
  }

  void read_look() {
    if (const auto logo = line("logo", kLongestLine); !logo.empty()) {
      institution_.logo = file_bytes("logo", logo, kMostLogoBytes);
      institution_.logo_type = type_of_logo();
    }
    const auto accent = line("accent", kLongestLine);
    if (accent.empty()) return;
    try {
      institution_.accent = accent_sheet(accent);
    } catch (const base::BadInput& e) {
      toml_.refuse("accent", e.cause() + ": " + accent, e.next());
    }
  }

  std::string type_of_logo() const {
    const std::string_view bytes = institution_.logo;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    const auto text = base::trimmed(bytes);
    if (base::is_utf8(text) && text.find("<svg") != text.npos &&
        (text.starts_with("<svg") || text.starts_with("<?xml") || text.starts_with("<!--")))
      return "image/svg+xml";
    toml_.refuse("logo", "is neither SVG nor PNG", "Save it as one of them.");
  }
};

}  // namespace

bool Institution::offers(std::string_view language) const {
  return std::ranges::find(languages, language) != languages.end();
}

Institution no_institution() {
  Institution none;
  none.languages.assign(std::begin(base::kLanguages), std::end(base::kLanguages));
  return none;
}

Institution read_institution(const std::filesystem::path& file) {
  return ProfileReader(file).read();
}

}  // namespace entente::registry
