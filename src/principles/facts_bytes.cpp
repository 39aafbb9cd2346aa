// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/facts_bytes.hpp"

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "base/error.hpp"

namespace entente::principles {

namespace {

/// To be counted up whenever fields() of Facts, or of what it holds, changes.
constexpr std::uint8_t kForm = 1;
constexpr std::size_t kLongestList = 10'000;

template <class T>
concept Listed = requires(T& value) { value.resize(1); };
template <class T>
concept Maybe = requires(T& value) { value.has_value(); };

template <class T>
using Bits =
    std::conditional_t<sizeof(T) == 1, std::uint8_t,
                       std::conditional_t<sizeof(T) == 2, std::uint16_t,
                                          std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

class Writing {
 public:
  template <class T>
  void operator()(const char*, const T& value) {
    put(value);
  }
  std::string take() { return std::move(bytes_); }

  template <class T>
  void put(const T& value) {
    if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T>) {
      auto bits = static_cast<std::uint64_t>(bits_of(value));
      for (std::size_t i = 0; i < sizeof(T); ++i, bits >>= 8) bytes_ += static_cast<char>(bits & 0xff);
    } else if constexpr (Maybe<T>) {
      put(value.has_value());
      if (value) put(*value);
    } else if constexpr (Listed<T>) {
      put(static_cast<std::uint32_t>(value.size()));
      for (const auto& each : value) put(each);
    } else if constexpr (requires { value.size(); }) {
      for (const auto& each : value) put(each);
    } else {
      T::fields(value, *this);
    }
  }

 private:
  template <class T>
  static auto bits_of(T value) {
    if constexpr (std::is_floating_point_v<T>)
      return std::bit_cast<Bits<T>>(value);
    else
      return static_cast<Bits<T>>(value);
  }

  std::string bytes_;
};

class Reading {
 public:
  explicit Reading(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  void operator()(const char*, T& value) {
    take(value);
  }
  bool at_end() const { return bytes_.empty(); }

  template <class T>
  void take(T& value) {
    if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T>) {
      if (bytes_.size() < sizeof(T)) refuse();
      Bits<T> bits = 0;
      for (std::size_t i = 0; i < sizeof(T); ++i)
        bits = static_cast<Bits<T>>(
            bits | (static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i)));
      bytes_.remove_prefix(sizeof(T));
      if constexpr (std::is_floating_point_v<T>)
        value = std::bit_cast<T>(bits);
      else if constexpr (std::is_same_v<T, bool>)
        value = bits != 0;
      else
        value = static_cast<T>(bits);
    } else if constexpr (Maybe<T>) {
      bool there = false;
      take(there);
      if (there) take(value.emplace());
    } else if constexpr (Listed<T>) {
      std::uint32_t count = 0;
      take(count);
      if (count > kLongestList) refuse();
      for (std::uint32_t i = 0; i < count; ++i) take(value.emplace_back());
    } else if constexpr (requires { value.size(); }) {
      for (auto& each : value) take(each);
    } else {
      T::fields(value, *this);
    }
  }

 private:
  [[noreturn]] static void refuse() {
    throw base::BadInput("facts of a partnership", "are cut short, or of another form",
                         "Read them from its records again.");
  }

  std::string_view bytes_;
};

}  // namespace

std::string bytes_of(const Facts& facts) {
  Writing writing;
  writing.put(kForm);
  writing.put(facts);
  return writing.take();
}

Facts facts_of(std::string_view bytes) {
  Reading reading(bytes);
  std::uint8_t form = 0;
  reading.take(form);
  Facts facts;
  if (form == kForm) reading.take(facts);
  if (form != kForm || !reading.at_end())
    throw base::BadInput("facts of a partnership", "are of another form",
                         "Read them from its records again.");
  return facts;
}

}  // namespace entente::principles
