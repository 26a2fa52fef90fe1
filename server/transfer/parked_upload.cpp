// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_upload.h"

#include "core/crc64.h"
#include "files/own_objects.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

namespace cosftp {

namespace {

constexpr int version = 1;

QString textOf(const QByteArray &bytes) { return QString::fromUtf8(bytes); }

QByteArray withoutQuotes(QByteArray etag)
{
    etag.replace('"', "");
    return etag;
}

// Decimal text: JSON's numbers have 53 bits.
QJsonValue crcValue(const std::optional<quint64> &crc)
{
    return crc ? QJsonValue(QString::number(*crc)) : QJsonValue();
}

std::optional<quint64> crcFrom(const QJsonValue &value)
{
    bool isOk = false;
    const quint64 crc = value.toString().toULongLong(&isOk);
    return isOk ? std::optional(crc) : std::nullopt;
}

QJsonArray partValues(const QList<StoredPart> &parts)
{
    QJsonArray values;
    for (const StoredPart &part : parts)
        values += QJsonArray{part.sizeBytes, crcValue(part.crc64), textOf(part.etag)};
    return values;
}

std::optional<QList<StoredPart>> partsFrom(const QJsonArray &values)
{
    QList<StoredPart> parts;
    for (const QJsonValue &value : values) {
        const QJsonArray fields = value.toArray();
        StoredPart part;
        part.number = static_cast<int>(parts.size()) + 1;
        part.sizeBytes = fields.at(0).toInteger();
        part.crc64 = crcFrom(fields.at(1));
        part.etag = fields.at(2).toString().toUtf8();
        if (fields.size() != 3 || part.sizeBytes <= 0 || part.etag.isEmpty())
            return std::nullopt;
        parts += part;
    }
    return parts;
}

}  // namespace

qint64 ParkedUpload::sizeBytes() const
{
    return std::accumulate(parts.begin(), parts.end(), qint64{0},
                           [](qint64 sum, const StoredPart &part) { return sum + part.sizeBytes; });
}

std::optional<quint64> ParkedUpload::crc64() const
{
    const bool usesBase = baseCrc64 && baseParts > 0 && baseParts <= parts.size();
    quint64 crc = usesBase ? *baseCrc64 : 0;
    for (qsizetype index = usesBase ? baseParts : 0; index < parts.size(); ++index) {
        const StoredPart &part = parts.at(index);
        if (!part.crc64)
            return std::nullopt;
        crc = Crc64::combine(crc, *part.crc64, static_cast<quint64>(part.sizeBytes));
    }
    return crc;
}

qint64 ParkedUpload::borderBelow(qint64 bytes) const
{
    qint64 border = 0;
    for (const StoredPart &part : parts) {
        if (border + part.sizeBytes > bytes)
            break;
        border += part.sizeBytes;
    }
    return border;
}

void ParkedUpload::truncate(qint64 bytes)
{
    qint64 end = 0;
    for (qsizetype index = 0; index < parts.size(); ++index) {
        end += parts.at(index).sizeBytes;
        if (end > bytes)
            return parts.resize(index);
    }
}

void ParkedUpload::keepWhatIsIn(const QList<StoredPart> &stored)
{
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const StoredPart &mine = parts.at(index);
        const bool isThere = index < stored.size() && stored.at(index).number == mine.number
                             && stored.at(index).sizeBytes == mine.sizeBytes
                             && withoutQuotes(stored.at(index).etag) == withoutQuotes(mine.etag);
        if (!isThere)
            return parts.resize(index);
    }
}

QByteArray parkedStatePrefix() { return QByteArray(ownObjectsPrefix) + "uploads/"; }

QByteArray parkedStateKey(const QByteArray &user, const QByteArray &key)
{
    const QByteArray hash =
        QCryptographicHash::hash(user + '\0' + key, QCryptographicHash::Sha256).toHex();
    return parkedStatePrefix() + hash + ".json";
}

QByteArray parkedStateJson(const ParkedUpload &upload)
{
    const QJsonObject object{
        {QStringLiteral("version"), version},
        {QStringLiteral("user"), textOf(upload.user)},
        {QStringLiteral("key"), textOf(upload.key)},
        {QStringLiteral("uploadId"), textOf(upload.uploadId)},
        {QStringLiteral("updated"), upload.updated.toString(Qt::ISODateWithMs)},
        {QStringLiteral("baseCrc64"), crcValue(upload.baseCrc64)},
        {QStringLiteral("baseParts"), upload.baseParts},
        {QStringLiteral("parts"), partValues(upload.parts)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<ParkedUpload> parseParkedState(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto parts = partsFrom(object.value(QStringLiteral("parts")).toArray());
    ParkedUpload upload;
    upload.user = object.value(QStringLiteral("user")).toString().toUtf8();
    upload.key = object.value(QStringLiteral("key")).toString().toUtf8();
    upload.uploadId = object.value(QStringLiteral("uploadId")).toString().toUtf8();
    upload.updated = QDateTime::fromString(object.value(QStringLiteral("updated")).toString(),
                                           Qt::ISODateWithMs);
    upload.baseCrc64 = crcFrom(object.value(QStringLiteral("baseCrc64")));
    upload.baseParts = object.value(QStringLiteral("baseParts")).toInt();
    if (object.value(QStringLiteral("version")).toInt() != version || !parts || parts->isEmpty()
        || upload.key.isEmpty() || upload.uploadId.isEmpty() || !upload.updated.isValid())
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("not the description of an interrupted upload"));
    upload.parts = *parts;
    return upload;
}

}  // namespace cosftp
