// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/value_text.h"

/// Rows of the table for members of Settings: one function per kind of value. Only the tables
/// include this.
namespace cosftp::settingRow {

using Kind = SettingInfo::Kind;
using Row = SettingRow<Settings>;

template <typename Group, typename Value>
Row number(Group Settings::*group, Value Group::*member, SettingInfo info)
{
    info.kind = Kind::Number;
    return {info,
            [=](const QString &text, Settings &settings) {
                qint64 value = 0;
                QString problem = valueText::readNumber(text, info, value);
                if (problem.isEmpty())
                    settings.*group.*member = static_cast<Value>(value);
                return problem;
            },
            [=](const Settings &settings) { return QString::number(settings.*group.*member); }};
}

template <typename Group>
Row bytes(Group Settings::*group, qint64 Group::*member, SettingInfo info)
{
    info.kind = Kind::Bytes;
    return {
        info,
        [=](const QString &text, Settings &settings) {
            return valueText::readBytes(text, info, settings.*group.*member);
        },
        [=](const Settings &settings) { return valueText::writeBytes(settings.*group.*member); }};
}

inline Row seconds(std::chrono::seconds TimeoutSettings::*member, SettingInfo info)
{
    info.kind = Kind::Seconds;
    return {info,
            [=](const QString &text, Settings &settings) {
                qint64 value = (settings.timeouts.*member).count();
                QString problem = valueText::readNumber(text, info, value);
                settings.timeouts.*member = std::chrono::seconds(value);
                return problem;
            },
            [=](const Settings &settings) {
                return QString::number((settings.timeouts.*member).count());
            }};
}

template <typename Group>
Row onOff(Group Settings::*group, bool Group::*member, SettingInfo info)
{
    info.kind = Kind::Switch;
    return {info,
            [=](const QString &text, Settings &settings) {
                return valueText::readSwitch(text, settings.*group.*member);
            },
            [=](const Settings &settings) {
                return settings.*group.*member ? QStringLiteral("true") : QStringLiteral("false");
            }};
}

// The choices stand in the order of the enumeration.
template <typename Group, typename Value>
Row choice(Group Settings::*group, Value Group::*member, const QStringList &choices,
           SettingInfo info)
{
    info.kind = Kind::Choice;
    info.choices = choices;
    return {info,
            [=](const QString &text, Settings &settings) {
                auto index = static_cast<qsizetype>(settings.*group.*member);
                QString problem = valueText::readChoice(text, choices, index);
                settings.*group.*member = static_cast<Value>(index);
                return problem;
            },
            [=](const Settings &settings) {
                return choices.at(static_cast<qsizetype>(settings.*group.*member));
            }};
}

template <typename Group>
Row text(Group Settings::*group, QString Group::*member,
         QString (*read)(const QString &, QString &), const SettingInfo &info)
{
    return {info,
            [=](const QString &value, Settings &settings) {
                return read(value, settings.*group.*member);
            },
            [=](const Settings &settings) { return settings.*group.*member; }};
}

// What has a text of its own form: read and write are of valueText.
template <typename Group, typename Value, typename Write>
Row value(Group Settings::*group, Value Group::*member, QString (*read)(const QString &, Value &),
          Write write, const SettingInfo &info)
{
    return {info,
            [=](const QString &text, Settings &settings) {
                return read(text, settings.*group.*member);
            },
            [=](const Settings &settings) { return write(settings.*group.*member); }};
}

template <typename Group>
Row networks(Group Settings::*group, NetworkList Group::*member, SettingInfo info)
{
    info.separator = ',';
    info.example = "192.0.2.0/24";
    return value(
        group, member, valueText::readNetworks, [](const NetworkList &list) { return list.text(); },
        info);
}

// Bytes a second, up or down.
template <typename Group>
Row speed(Group Settings::*group, Bandwidth Group::*member, qint64 Bandwidth::*direction,
          SettingInfo info)
{
    info.kind = Kind::Bytes;
    info.maximum = 1'000'000'000'000;
    return {info,
            [=](const QString &text, Settings &settings) {
                return valueText::readBytes(text, info, settings.*group.*member.*direction);
            },
            [=](const Settings &settings) {
                return valueText::writeBytes(settings.*group.*member.*direction);
            }};
}

inline QString readAnyText(const QString &value, QString &target)
{
    target = value;
    return {};
}

}  // namespace cosftp::settingRow
