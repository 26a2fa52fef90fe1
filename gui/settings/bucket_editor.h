// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace cosftp {

class Card;
class SettingField;

/// The form of one bucket: its name in the settings, and every row of the table that belongs to
/// [BUCKET]. Pasting an address into the bucket field fills the others too.
class BucketEditor final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketEditor)

public:
    explicit BucketEditor(QWidget *parent = nullptr);
    ~BucketEditor() override = default;

    /// `hasSecret`: a key is stored for this bucket, wherever; `otherIds` may not be taken.
    void load(const BucketSettings &bucket, bool hasSecret, const QStringList &otherIds);
    /// What the form says. A SecretKey or token is there only if one was typed.
    [[nodiscard]] BucketSettings bucket() const { return m_bucket; }
    [[nodiscard]] bool isIdValid() const;
    [[nodiscard]] QWidget *firstBad() const;
    [[nodiscard]] SettingField *field(const QString &key) const;
    /// By the table's key in [BUCKET]: "region", "secret_key".
    void setProblem(const QString &key, const QString &text);
    void clearProblems();

Q_SIGNALS:
    void edited();
    void idEdited(const QString &id);  ///< A valid one.

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Entry
    {
        const SettingRow<AccountDraft> *row;
        SettingField *field;
    };

    void makeFields();
    void addEndpointChoice();
    void onField(SettingField *field);
    void onId();
    void onEndpointChosen();
    void readFields();
    void fillFromAddress(const QString &text);
    void fillEndpoint();
    void showEndpointChoice();
    void showFields();
    void retranslate();

    BucketSettings m_bucket;
    QStringList m_otherIds;
    bool m_isLoading = false;
    QList<Entry> m_entries;
    Card *m_card;
    QLabel *m_idLabel;
    QLineEdit *m_id;
    QLabel *m_idProblem;
    QLabel *m_endpointLabel;
    QComboBox *m_endpoint;
};

}  // namespace cosftp
