// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/bucket_address.h"
#include "wizard/wizard_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace cosftp {

class Field;
class SecretStore;

/// Which bucket, with which key, and where the key will be kept.
class BucketPage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketPage)

public:
    /// `present` are the settings that the bucket is added to.
    BucketPage(SecretStore &secrets, Settings present, QWidget *parent = nullptr);
    ~BucketPage() override = default;

    [[nodiscard]] QString step() const override { return tr("Bucket"); }
    [[nodiscard]] QString title() const override { return tr("Your bucket and its key"); }
    [[nodiscard]] QString subtitle() const override;
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &answers) override;

    /// Shows what the bucket's test says about a field of [BUCKET]: "secret_key". Unknown names go
    /// to the first field.
    void refuse(const QString &settingKey, const QString &problem);

protected:
    void retranslate() override;

private:
    void build();
    void onBucketChanged(const QString &text);
    void takeAddress();
    void showKeeper();
    void showEndpoint();
    [[nodiscard]] bool areNamesGood(const BucketSettings &bucket);
    [[nodiscard]] bool isKeyGood();
    [[nodiscard]] BucketSettings bucket() const;
    [[nodiscard]] EndpointChoice endpoint() const;
    [[nodiscard]] QString region() const;
    [[nodiscard]] bool isKeeperAsked() const;  ///< And has not answered.
    [[nodiscard]] bool mayKeepSecret();

    SecretStore &m_secrets;
    Settings m_present;
    QLineEdit *m_bucket;
    qsizetype m_bucketLength = 0;
    QComboBox *m_region;
    QComboBox *m_endpoint;
    QLineEdit *m_host;
    QLineEdit *m_secretId;
    QLineEdit *m_secretKey;
    QCheckBox *m_mayUseFile;
    QPushButton *m_askAgain;
    QAction *m_eye;
    Field *m_bucketField;
    Field *m_regionField;
    Field *m_endpointField;
    Field *m_hostField;
    Field *m_secretIdField;
    Field *m_secretKeyField;
    Field *m_keeperField;
};

}  // namespace cosftp
