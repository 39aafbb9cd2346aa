// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace entente::pages {

/// What a template is filled from: a text, yes or no, a list, or an object of named views. Two traps: an
/// empty text counts as true in a section (use text_or_nothing), and a name that is missing in an inner
/// object is looked for in the outer ones (set it to false).
class View {
 public:
  using List = std::vector<View>;

  /// The name of a member: a literal of the program, so that none is ever copied.
  class Name {
   public:
    template <std::size_t N>
    consteval Name(const char (&literal)[N]) : text_(literal, N - 1) {}
    /// For whoever keeps `text` for as long as the name: templates.
    static Name within(std::string_view text) { return Name(text); }
    std::string_view text() const { return text_; }
    bool operator==(const Name&) const = default;

   private:
    explicit Name(std::string_view text) : text_(text) {}
    std::string_view text_;
  };

  View() = default;  ///< an object without members: true in a section
  /// Nothing that merely turns into a bool, as pointers do.
  explicit View(std::same_as<bool> auto yes);
  explicit View(std::string text);
  explicit View(std::string_view text);
  explicit View(const char* text);
  explicit View(List list);
  View(const View&) = default;
  View(View&&) noexcept = default;
  ~View() = default;
  /// Gives nothing back: of `a["x"] = a["y"] = …` the left member may move the right one, which is made
  /// first, to another place. set_each() sets several.
  void operator=(View other) noexcept;  // NOLINT(*-assign*-operator,*-assignment-signature)

  /// The member of an object, made where it is not there: as an object. The reference lives until the next
  /// member is made.
  View& operator[](Name);
  /// The member of an object; nothing where it has none or this is no object.
  const View* get(Name) const;
  void push_back(View element);

  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_list() const { return std::holds_alternative<List>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_true() const { return is_bool(true); }
  bool is_false() const { return is_bool(false); }
  bool is_empty_list() const { return is_list() && list_value().empty(); }
  bool is_non_empty_list() const { return is_list() && !list_value().empty(); }
  /// Throw std::bad_variant_access where it is something else.
  const List& list_value() const { return std::get<List>(value_); }
  const std::string& string_value() const { return std::get<std::string>(value_); }

 private:
  struct Member;
  using Object = std::vector<Member>;  ///< in the order they were set; few enough to be looked through
  bool is_bool(bool which) const {
    const auto* value = std::get_if<bool>(&value_);
    return value && *value == which;
  }
  std::variant<Object, List, std::string, bool> value_;
};

struct View::Member {
  Name name;
  View view;
};

// Here, because what makes a value must be able to destroy it, and so its members.
View::View(std::same_as<bool> auto yes) : value_(yes) {}
inline View::View(std::string text) : value_(std::move(text)) {}
inline View::View(std::string_view text) : value_(std::string(text)) {}
inline View::View(const char* text) : value_(std::string(text)) {}
inline View::View(List list) : value_(std::move(list)) {}
inline void View::operator=(View other) noexcept {  // NOLINT(*-assign*-operator,*-assignment-signature)
  value_ = std::move(other.value_);
}
inline void View::push_back(View element) {
  std::get<List>(value_).push_back(std::move(element));
}

/// Sets several members of an object to the same.
inline void set_each(View& object, std::initializer_list<View::Name> names, const View& value) {
  for (const auto name : names) object[name] = value;
}

/// A list to append to.
inline View list_view() {
  return View(View::List{});
}
/// A string, or false where it is empty.
View text_or_nothing(std::string text);

}  // namespace entente::pages
