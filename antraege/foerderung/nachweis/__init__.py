"""The proof of use in the hands of the Träger and of the office: report, vouchers, import, sample, reckoning."""
