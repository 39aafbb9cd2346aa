// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The rules of form, applied.
#include "model/published_limits.hpp"
#include "model/record.hpp"
#include "model/visit.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {

namespace {

/// A path that nobody asks for: most records are without a fault, and naming each member takes longer than
/// looking at it.
struct Unnamed {};
Unnamed member_of(Unnamed, const char*) {
  return {};
}
Unnamed item_of(Unnamed, std::size_t) {
  return {};
}
Unnamed in_language(Unnamed, const std::string&) {
  return {};
}
std::string member_of(const std::string& path, const char* name) {
  return path.empty() ? std::string(name) : path + "." + name;
}
std::string item_of(const std::string& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}
std::string in_language(const std::string& path, const std::string& language) {
  return path + "." + language;
}
std::string path_text(Unnamed) {
  return {};
}
std::string path_text(const std::string& path) {
  return path;
}

/// `Path` is std::string, or Unnamed.
template <class Path>
struct Checker {
  std::vector<Fault>& faults;
  Path prefix;

  void fault(const Path& path, const char* key, std::string argument = {}) {
    faults.push_back({path_text(path), key, std::move(argument)});
  }

  template <class T>
  void operator()(const char* name, const T& value, const Rule& rule) {
    value_at(member_of(prefix, name), value, rule);
  }

  void value_at(const Path& path, const std::string& s, const Rule& rule) {
    if (s.empty()) {
      if (rule.required) fault(path, "fault.required");
      return;
    }
    if (!base::is_utf8(s)) return fault(path, "fault.not_utf8");
    if (!rule.vocabulary.empty()) {
      if (!vocabulary(rule.vocabulary).find(s)) fault(path, "fault.not_in_vocabulary", s);
    } else if (s.size() > rule.max) {
      fault(path, "fault.too_long", std::to_string(rule.max));
    }
  }

  void value_at(const Path& path, const base::Text& t, const Rule& rule) {
    if (t.empty() && rule.required) fault(path, "fault.required");
    if (t.narratives.size() > 200) fault(path, "fault.too_many", "200");
    for (const auto& n : t.narratives) {
      if (!base::is_utf8(n.value) || !base::is_utf8(n.language)) fault(path, "fault.not_utf8");
      if (n.value.size() > rule.max)
        fault(in_language(path, n.language), "fault.too_long", std::to_string(rule.max));
      if (n.language.size() > 35) fault(path, "fault.too_long", "35");
    }
  }

  void value_at(const Path& path, const base::Uuid& id, const Rule& rule) {
    if (id.is_nil() && rule.required) fault(path, "fault.required");
  }

  void value_at(const Path& path, const base::Money& m, const Rule&) {
    if (m.currency.size() > 10) fault(member_of(path, "currency"), "fault.too_long", "10");
    if (!base::is_utf8(m.currency)) fault(member_of(path, "currency"), "fault.not_utf8");
  }

  void value_at(const Path&, const base::PartialDate&, const Rule&) {}
  void value_at(const Path&, const base::Decimal&, const Rule&) {}
  void value_at(const Path&, std::int64_t, const Rule&) {}

  template <class T>
  void value_at(const Path& path, const std::optional<T>& value, const Rule& rule) {
    if (value)
      value_at(path, *value, rule);
    else if (rule.required)
      fault(path, "fault.required");
  }

  template <class T>
  void value_at(const Path& path, const std::vector<T>& list, const Rule& rule) {
    if (list.empty() && rule.required) fault(path, "fault.required");
    if (list.size() > rule.items) fault(path, "fault.too_many", std::to_string(rule.items));
    for (std::size_t i = 0; i < list.size() && faults.size() < 100; ++i)
      value_at(item_of(path, i), list[i], rule);
  }

  template <HasFields T>
  void value_at(const Path& path, const T& value, const Rule&) {
    Checker<Path> inner{faults, path};
    T::fields(value, inner);
  }
};

/// Counts the ids of its partnership and its organisation that a record must have and lacks.
struct MissingIds {
  std::size_t count = 0;
  template <class T>
  void operator()(std::string_view name, const T& value, const Rule& rule) {
    if constexpr (std::is_same_v<T, base::Uuid>)
      if (name == "partnership" || name == "organisation") count += rule.required && value.is_nil() ? 1 : 0;
  }
};

template <HasFields T>
bool is_without_fault(const T& value) {
  std::vector<Fault> faults;
  Checker<Unnamed> checker{faults, {}};
  T::fields(value, checker);
  return faults.empty();
}

}  // namespace

bool fits(const Classification& value) {
  return is_without_fault(value);
}
bool fits(const Contact& value) {
  return is_without_fault(value);
}
bool fits(const PlannedPayment& value) {
  return is_without_fault(value);
}
bool fits(const Condition& value) {
  return is_without_fault(value);
}
bool fits(const Place& value) {
  return is_without_fault(value);
}
bool fits(const Document& value) {
  return is_without_fault(value);
}
bool fits(const Identifier& value) {
  return is_without_fault(value);
}
bool fits(const Reference& value) {
  return is_without_fault(value);
}
bool fits(const Note& value) {
  return is_without_fault(value);
}
bool fits(const Partnership& value) {
  return is_without_fault(value);
}
bool fits(const Organisation& value) {
  return is_without_fault(value);
}

bool is_whole_but_for_ids(const Record& record) {
  return std::visit(
      [](const auto& r) {
        using Whole = std::decay_t<decltype(r)>;
        std::vector<Fault> faults;
        Checker<Unnamed> checker{faults, {}};
        Whole::fields(r, checker);
        MissingIds ids;
        if (!faults.empty()) Whole::fields(r, ids);
        // Each that is missing is one fault.
        return faults.size() == ids.count;
      },
      record);
}

std::vector<Fault> check(const Record& record) {
  const auto faults_by = [&]<class Path>(Path none) {
    std::vector<Fault> faults;
    Checker<Path> checker{faults, std::move(none)};
    std::visit([&](const auto& r) { std::decay_t<decltype(r)>::fields(r, checker); }, record);
    return faults;
  };
  if (faults_by(Unnamed()).empty()) return {};
  return faults_by(std::string());
}

}  // namespace entente::model
