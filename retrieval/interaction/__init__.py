"""Late interaction: every word of a question meets every word of a clause, in states of a tuned encoder.

The encoder is the embedded one with its upper half trained on invented notices (retrieval/training); the scores are
MaxSim (Khattab and Zaharia, ColBERT, SIGIR 2020) with a weight for each word of the question.
"""
