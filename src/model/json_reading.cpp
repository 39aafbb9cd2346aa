// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The JSON form of records, read: what it does not allow is refused with its path.
#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <utility>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "model/record.hpp"
#include "model/visit.hpp"

namespace entente::model {

namespace {

using base::JsonReader;

struct Path {
  const Path* parent = nullptr;
  std::string_view name;
  std::ptrdiff_t index = -1;
  std::string str() const {
    std::string s = parent ? parent->str() : std::string();
    if (index >= 0) return s + "[" + std::to_string(index) + "]";
    if (!s.empty()) s += '.';
    return s.append(name);
  }
};

[[noreturn]] void refuse(const Path& path, std::string_view wanted) {
  throw base::BadInput("field '" + path.str() + "'", "is not " + std::string(wanted));
}

std::string_view string_at(JsonReader& in, const Path& path) {
  if (in.next() != JsonReader::Kind::string) refuse(path, "a string");
  return in.string();
}

void read(JsonReader& in, std::string& into, const Path& path) {
  into = string_at(in, path);
}

void read(JsonReader& in, std::int64_t& into, const Path& path) {
  const auto number = in.next() == JsonReader::Kind::number ? in.integer() : std::nullopt;
  if (!number) refuse(path, "an integer");
  into = *number;
}

void read(JsonReader& in, base::Uuid& into, const Path& path) {
  const auto id = base::Uuid::parse(string_at(in, path));
  if (!id) refuse(path, "a UUID");
  into = *id;
}

void read(JsonReader& in, base::PartialDate& into, const Path& path) {
  const auto date = base::PartialDate::parse(string_at(in, path));
  if (!date) refuse(path, "a date such as 2019, 2019-05 or 2019-05-03");
  into = *date;
}

void read(JsonReader& in, base::Decimal& into, const Path& path) {
  const auto number = base::Decimal::parse(string_at(in, path));
  if (!number) refuse(path, "a decimal number written as a string");
  into = *number;
}

/// Goes into the object that comes next.
void begin_object(JsonReader& in, const Path& path, std::string_view wanted) {
  if (in.next() != JsonReader::Kind::object) refuse(path, wanted);
  in.begin();
}

/// A language that stands twice says what it says last, as every member does.
void read(JsonReader& in, base::Text& into, const Path& path) {
  constexpr std::size_t kUsual = 8;
  boost::container::small_vector<std::pair<std::string_view, std::string_view>, kUsual> texts;
  begin_object(in, path, "an object of texts by language");
  for (std::string_view language; in.member(language);) {
    const auto text = string_at(in, Path{&path, language});
    const auto before = std::ranges::find(texts, language, [](const auto& one) { return one.first; });
    if (before == texts.end())
      texts.emplace_back(language, text);
    else
      before->second = text;
  }
  for (const auto& [language, text] : texts) into.add(language, text);
}

void read(JsonReader& in, base::Money& into, const Path& path) {
  begin_object(in, path, "an amount with a currency");
  bool amount = false;
  for (std::string_view name; in.member(name);) {
    const Path here{&path, name};
    if (name == "amount") {
      read(in, into.amount, here);
      amount = true;
    } else if (name == "currency") {
      read(in, into.currency, here);
    } else if (name == "value_date") {
      read(in, into.value_date.emplace(), here);
    } else {
      refuse(here, "a member of an amount");
    }
  }
  if (!amount) refuse(Path{&path, "amount"}, "there");
}

template <HasFields T>
void read(JsonReader& in, T& into, const Path& path);

template <class T>
void read(JsonReader& in, std::optional<T>& into, const Path& path) {
  read(in, into.emplace(), path);
}

template <class T>
void read(JsonReader& in, std::vector<T>& into, const Path& path) {
  if (in.next() != JsonReader::Kind::array) refuse(path, "a list");
  in.begin();
  for (std::ptrdiff_t i = 0; in.item(); ++i) read(in, into.emplace_back(), Path{&path, {}, i});
}

/// What the text of a name is in a record that says nothing.
struct DefaultText {
  std::string_view name;
  std::string text;
  template <class T>
  void operator()(const char* field, const T& value, const Rule&) {
    if constexpr (std::is_same_v<T, std::string>)
      if (name == field) text = value;
  }
};

/// The fields of a value in the order in which they are visited, each with how it is read. What an earlier
/// member of the same name said is forgotten: the last one holds.
template <class Owner>
struct FieldsToRead {
  struct Field {
    void* value;
    void (*read)(JsonReader&, void*, const Path&);
  };
  static constexpr std::size_t kMost = 48;
  std::array<Field, kMost> all;
  std::size_t count = 0;

  template <class T>
  void operator()(const char*, T& value, const Rule&) {
    all.at(count++) = {&value, [](JsonReader& in, void* into, const Path& path) {
                         read_member(in, *static_cast<T*>(into), path);
                       }};
  }

 private:
  template <class T>
  static void read_member(JsonReader& in, T& into, const Path& path) {
    // Absence is told by absence: an empty string says nothing, and the default stays, as it does where the
    // member is missing. Writing leaves both out.
    if constexpr (std::is_same_v<T, std::string>) {
      into = string_at(in, path);
      if (into.empty()) into = default_text(path.name);
    } else {
      into = T{};
      read(in, into, path);
    }
  }

  static std::string default_text(std::string_view name) {
    const Owner blank{};
    DefaultText found{name, {}};
    Owner::fields(blank, found);
    return std::move(found.text);
  }
};

/// The names of a type's fields with their places, sorted as a body has them.
struct NamesToRead {
  std::vector<std::pair<std::string_view, std::size_t>> sorted;

  template <class T>
  void operator()(const char* name, const T&, const Rule&) {
    sorted.emplace_back(name, sorted.size());
  }
};

template <class T>
const auto& names_to_read() {
  static const auto names = [] {
    NamesToRead all;
    const T blank{};
    T::fields(blank, all);
    std::ranges::sort(all.sorted);
    return std::move(all.sorted);
  }();
  return names;
}

template <HasFields T>
void read(JsonReader& in, T& into, const Path& path) {
  begin_object(in, path, "an object");
  const auto& names = names_to_read<T>();
  FieldsToRead<T> fields;
  T::fields(into, fields);
  // Members of a body stand in this order: the next is mostly a little behind the last.
  std::size_t next = 0;
  for (std::string_view name; in.member(name);) {
    const Path here{&path, name};
    std::size_t left = names.size();
    while (left > 0 && names[next].first != name) {
      next = next + 1 == names.size() ? 0 : next + 1;
      --left;
    }
    if (left == 0) refuse(here, "a member the register knows");
    const auto& field = fields.all[names[next].second];
    field.read(in, field.value, here);
  }
}

template <class T>
Record read_as(std::string_view type, std::string_view body) {
  JsonReader in(body, type);
  T record;
  read(in, record, Path{});
  in.end();
  return record;
}

}  // namespace

Record read_body(std::string_view type, std::string_view body) {
  if (type == Organisation::kType) return read_as<Organisation>(type, body);
  if (type == Partnership::kType) return read_as<Partnership>(type, body);
  if (type == Participation::kType) return read_as<Participation>(type, body);
  if (type == Confirmation::kType) return read_as<Confirmation>(type, body);
  if (type == Commitment::kType) return read_as<Commitment>(type, body);
  if (type == Delivery::kType) return read_as<Delivery>(type, body);
  if (type == Attestation::kType) return read_as<Attestation>(type, body);
  if (type == Result::kType) return read_as<Result>(type, body);
  if (type == Finances::kType) return read_as<Finances>(type, body);
  if (type == NationalPlan::kType) return read_as<NationalPlan>(type, body);
  if (type == Guidance::kType) return read_as<Guidance>(type, body);
  if (type == Acknowledgement::kType) return read_as<Acknowledgement>(type, body);
  if (type == Capacity::kType) return read_as<Capacity>(type, body);
  if (type == Report::kType) return read_as<Report>(type, body);
  if (type == ReportingRhythm::kType) return read_as<ReportingRhythm>(type, body);
  if (type == Appeal::kType) return read_as<Appeal>(type, body);
  if (type == HostAnswer::kType) return read_as<HostAnswer>(type, body);
  if (type == Erasure::kType) return read_as<Erasure>(type, body);
  if (type == FileRemoval::kType) return read_as<FileRemoval>(type, body);
  if (type == ConcernNotice::kType) return read_as<ConcernNotice>(type, body);
  if (type == SealedDecision::kType) return read_as<SealedDecision>(type, body);
  if (type == Agreement::kType) return read_as<Agreement>(type, body);
  if (type == Signature::kType) return read_as<Signature>(type, body);
  if (type == SigningKey::kType) return read_as<SigningKey>(type, body);
  if (type == PartyStatement::kType) return read_as<PartyStatement>(type, body);
  if (type == Governance::kType) return read_as<Governance>(type, body);
  throw base::BadInput("record type '" + std::string(type) + "'", "is not one this version knows",
                       "Use the version of Entente that wrote it, or a newer one.");
}

std::optional<Kept> kept_in(std::string_view body) {
  std::optional<Kept> kept;
  JsonReader in(body, Partnership::kType);
  begin_object(in, Path{}, "an object");
  for (std::string_view name; !kept && in.member(name);)
    if (const Path here{nullptr, name}; name == "kept")
      read(in, kept, here);
    else
      in.skip();
  return kept;
}

}  // namespace entente::model
