"""What every page stands on: the frame, the components, the error pages. It knows no word of any service."""
